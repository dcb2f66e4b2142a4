/** Opens a handset in a window of its own, which asks for its number. */
export function openAnother(): void {
  window.open('./', '_blank', 'popup,width=430,height=880');
}
