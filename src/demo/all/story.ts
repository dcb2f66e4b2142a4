import type { MachineDetection } from '#domain/policy.ts';
import type { Reason, Status } from '#domain/verification.ts';
import type { FaultRequest } from '#simulator/faults.ts';
import type { Created, Login, Request } from '../login.ts';
import type { Phone } from './telephone.ts';

/** Where a story is: the login, its verification, and the phone that it is about. */
export interface Scene {
  login: Login;
  verification: Created;
  phone: Phone;
}

/** Something that is done while a verification is under way. */
export type Deed = (scene: Scene) => Promise<void>;

export interface Ending {
  status: Status;
  reason: Reason | null;
}

/** One verification, and how it has to end. */
export interface Story {
  /** What the person or the carrier does, in one line. */
  title: string;
  /** The last two digits of the number (the simulator's `/control/personas`), or all of one of Twilio's test numbers. */
  calls: string;
  /** What the login asks for beside the number; a call with # by default. */
  asks?: Omit<Request, 'to'>;
  /** The PIN of the user who is named in `asks`. */
  pin?: string;
  /** How the application finds answering machines; `off` by default. */
  machineDetection?: MachineDetection;
  /** What the carrier does wrong with this number. */
  faults?: readonly Omit<FaultRequest, 'to'>[];
  /** What is done beside what the persona does by itself, in order. */
  deeds?: readonly Deed[];
  ends: Ending;
}

export interface StoryGroup {
  title: string;
  /** So much time passes after the deeds. */
  passesSeconds?: number;
  stories: readonly Story[];
}

export const verified: Ending = { status: 'verified', reason: null };
export const retry = (reason: Reason): Ending => ({ status: 'retry', reason });
export const failed = (reason: Reason): Ending => ({ status: 'failed', reason });
