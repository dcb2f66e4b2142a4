/**
 * What is said after a redirect, by the word in the address. The list is closed: nobody can make this site say
 * something else by a link.
 */
const notices = {
  canceled: 'You left before you were verified, so you are not signed in.',
  declined:
    'Contoso needs a phone to sign you in, and you chose not to set one up. Sign in again when you are ready to.',
  user_blocked: 'Your account is blocked. Ask your administrator to let you in again.',
  reset: 'Your administrator asked that you set up your phone again. Sign in to do so.',
  failed: 'We could not confirm that it is you. Please sign in again.',
  other_sign_in:
    'That did not belong to the sign-in of this browser, so nothing was changed. Please sign in again here.',
  sign_in_first: 'That took too long, or you are not signed in any more. Please sign in.',
  signed_out: 'You are signed out.',
  settings_left: 'You are back from your security settings.',
  reset_done: 'At the next sign-in a phone has to be set up again.',
  bypass_done: 'The next sign-in within 10 minutes needs no phone, once.',
  block_done: 'Blocked: nobody gets in with this account.',
  unblock_done: 'The block is lifted.',
} as const;

export type Notice = keyof typeof notices;

/** What a word in the address says; null for none and for those that are not on the list. */
export function noticeText(word: unknown): string | null {
  return typeof word === 'string' && Object.hasOwn(notices, word) ? notices[word as Notice] : null;
}

/** Why the hosted pages sent somebody back without a code. What is not known is a failure. */
export function noticeOfError(error: string): Notice {
  switch (error) {
    case 'canceled':
    case 'declined':
    case 'user_blocked':
    case 'reset':
      return error;
    default:
      return 'failed';
  }
}
