import { lazy, useState } from 'react';
import { useVisit } from '../use-visit.ts';
import { Intro } from './intro.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { Verify } from './verify.tsx';

const ChoosePhone = lazy(async () => ({ default: (await import('./choose-phone.tsx')).ChoosePhone }));

/** From no phone to a verified one. What is chosen on the page alone, such as another phone, a reload forgets. */
export function Setup({ step }: { step: 'choose' | 'reauthenticate' | 'verify' }) {
  const { phones, phoneId } = useVisit();
  const [begun, setBegun] = useState(phones.length > 0);
  const [insteadOf, setInsteadOf] = useState<string | null>(null);
  const choosing = step === 'choose' || (insteadOf !== null && insteadOf === phoneId);
  if (!begun) return <Intro onBegin={() => setBegun(true)} />;
  if (choosing) return <ChoosePhone {...(step !== 'choose' && { onBack: () => setInsteadOf(null) })} />;
  const another = () => setInsteadOf(phoneId);
  return step === 'reauthenticate' ? <SignInAgain onAnotherPhone={another} /> : <Verify onAnotherPhone={another} />;
}
