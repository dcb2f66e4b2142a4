import type { Flow } from '#domain/flow.ts';
import { createKeyedHash, isSame } from '#keyed-hash';

/**
 * What a visit carries through browsers and login systems, derived from its id and a key of the server, never stored:
 * a stolen database holds none, and two tabs of one visit get the same.
 */
export interface FlowTokens {
  /** Goes back to the login system, which exchanges it for the outcome. */
  code(flowId: string): string;
  isCode(flowId: string, given: string): boolean;
  /** Goes to the login system, which gives it back once it has asked for the password: another one each time. */
  passwordToken(flow: Asking): string;
  isPasswordToken(flow: Asking, given: string): boolean;
}

/** A visit, and when the password was given last. */
type Asking = Pick<Flow, 'id' | 'reauthenticatedAt'>;

/** @param keys the encryption keys, the one in use first; tokens get a key of their own from each. */
export function createFlowTokens(keys: readonly Buffer[]): FlowTokens {
  const hash = createKeyedHash(keys, 'flow tokens');
  const token = (purpose: string) => hash.of(purpose).toString('base64url');
  const isToken = (purpose: string, given: string) =>
    hash.all(purpose).some((each) => isSame(each.toString('base64url'), given));
  return {
    code: (id) => token(code(id)),
    isCode: (id, given) => isToken(code(id), given),
    passwordToken: (flow) => token(password(flow)),
    isPasswordToken: (flow, given) => isToken(password(flow), given),
  };
}

const code = (id: string) => `code:${id}`;
const password = ({ id, reauthenticatedAt }: Asking) => `password:${id}:${reauthenticatedAt?.getTime() ?? ''}`;
