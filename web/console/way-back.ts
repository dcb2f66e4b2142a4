const key = 'console-way-back';

/** Goes to an address outside of the console, from which the person comes back to the page where they are. */
export function goAndComeBack(address: string): void {
  sessionStorage.setItem(key, location.hash);
  location.assign(address);
}

/** The fragment of the page that was left, once. */
export function takeWayBack(): string {
  const fragment = sessionStorage.getItem(key) ?? '';
  sessionStorage.removeItem(key);
  return fragment;
}
