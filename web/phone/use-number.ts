import { useEffect, useState } from 'react';
import { readNumber } from './format.ts';

/** Whose telephone this is: the page's address says it, so that it can be kept and opened again. */
export function useNumber(): { number: string | null; asked: string; choose: (number: string) => void } {
  const [asked, setAsked] = useState(askedFor);
  useEffect(() => {
    const read = () => setAsked(askedFor());
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  const choose = (number: string) => {
    // Not loaded anew: the browser would forget that the person has touched the page, and allow no sound.
    window.history.pushState(null, '', `?number=${encodeURIComponent(number)}`);
    setAsked(number);
  };
  return { number: readNumber(asked), asked, choose };
}

function askedFor(): string {
  // A plus sign that was not escaped arrives as a space.
  return (new URLSearchParams(window.location.search).get('number') ?? '').replace(/^ /, '+');
}
