/**
 * Tells screen readers which option Enter would choose: a `ref` of what is around a combobox and its list. The library
 * tells it after arrow keys alone, and goes on naming an option that typing has taken away.
 */
export function tellActiveOption(box: HTMLElement | null): (() => void) | undefined {
  const input = box?.querySelector('[role=combobox]');
  if (!box || !input) return;
  const observer = new MutationObserver(() => {
    const active = box.querySelector('[data-combobox-selected]');
    if (active) input.setAttribute('aria-activedescendant', active.id);
    else input.removeAttribute('aria-activedescendant');
  });
  observer.observe(box, { subtree: true, childList: true, attributeFilter: ['data-combobox-selected'] });
  return () => observer.disconnect();
}
