import type { WholeUser } from '#services/console/user-detail.ts';
import { viewAudit } from './audit.ts';
import type { UserDetail } from './console-api.ts';
import { viewFound } from './view-verification.ts';

/** A person, with what lets them in and what was done to them. */
export function viewWholeUser({
  application: { id, name },
  userId,
  user,
  block,
  bypass,
  ...whole
}: WholeUser): UserDetail {
  const application = { id, name };
  const { displayName, mfaRequired, locale } = user;
  return {
    ...{ application, userId, displayName, mfaRequired, locale },
    createdAt: user.createdAt.toISOString(),
    hasPin: user.pinSetAt !== null,
    block: block && {
      ...{ reason: block.reason, createdAt: block.createdAt.toISOString(), endsAt: block.endsAt.toISOString() },
      ...{ verificationId: block.verificationId, by: block.by },
    },
    bypass: bypass && {
      ...{ reason: bypass.reason, createdAt: bypass.createdAt.toISOString(), endsAt: bypass.endsAt.toISOString() },
    },
    phones: whole.phones.map(({ id, kind, numberMasked, extension, channel, status, isDefault, verifiedAt }) => ({
      ...{ id, kind, number: numberMasked, extension, channel, status, isDefault },
      verifiedAt: verifiedAt?.toISOString() ?? null,
    })),
    appPasswords: whole.appPasswords.map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
    })),
    devices: whole.devices.map(({ id, name, createdAt, expiresAt, lastUsedAt }) => ({
      ...{ id, name, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    history: whole.history.map(viewFound),
    audit: whole.deeds.map((entry) => viewAudit(entry, new Map([[id, application]]))),
  };
}
