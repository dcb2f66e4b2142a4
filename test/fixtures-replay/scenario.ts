import type { ApplicationSettings } from '#domain/settings.ts';
import type { FaultRequest } from '#simulator/faults.ts';
import type { VerificationView } from '../support/api-client.ts';
import type { Stage } from './stage.ts';

export type Created = VerificationView & { match?: string };

/** A verification that is acted out on the simulated carrier, to be recorded. */
export interface Scenario {
  /** The fixture's file, without `.json`. */
  name: string;
  about: string;
  to: string;
  /** What else is asked for. */
  asks?: Partial<Pick<VerificationView, 'mode' | 'channel' | 'fallback' | 'autoRetry' | 'extension' | 'userId'>>;
  /** What the application decides. */
  settings?: Partial<ApplicationSettings>;
  /** The PIN of `asks.userId`. */
  pin?: string;
  /** Whose rules it needs: `brief` gives up placing after a second, and lives 35. */
  life?: 'brief';
  /** What comes first is a matter of seconds: it cannot be acted out in no time. */
  timed?: true;
  /** What goes wrong at the carrier. */
  fault?: Omit<FaultRequest, 'to'>;
  /** What is done from here; absent: the persona does everything. */
  act?(stage: Stage, created: Created, to: string): Promise<unknown>;
}

/** The persona of this code. */
export const lives = (code: string) => `+120255501${code}`;
/** Another one of the same kind, for who acts by hand in two scenarios at once. */
export const livesElsewhere = (code: string) => `+130355501${code}`;

/** Asks for another attempt each time that one has ended. */
export const retried =
  (times: number): NonNullable<Scenario['act']> =>
  async ({ api }, { id }) => {
    for (let i = 0; i < times; i++) {
      await api.outcome(id);
      await api.post(`/v1/verifications/${id}/retry`);
    }
  };

/** Answers a phone that rings by hand. */
export async function answered(stage: Stage, to: string): Promise<string> {
  const { sid } = await stage.ringing(to);
  await stage.call(sid, 'answer');
  return sid;
}
