import { z } from 'zod';
import { flowEndings, flowKinds, flowMethods, flowStatuses } from '#domain/flow.ts';
import { timestamp, userId } from './fields.ts';
import { createVerificationBody } from './schemas.ts';

/** What the API takes and gives of flows. */

const url = z.string('must be an address such as https://login.example.com/mfa/return').max(2_048);

export const createFlowBody = z
  .strictObject({
    userId,
    returnUrl: url.meta({
      description: 'Where the person goes back to, with `flow` and `code`, or `error`, in the query. Registered.',
      example: 'https://login.example.com/mfa/return',
    }),
    reauthenticateUrl: url.optional().meta({
      description:
        'Where you ask for the password once more before a phone is added; it gets `flow` and `token`. Registered.',
    }),
    rememberDays: z
      .int('must be a whole number of days')
      .min(1, 'must be 1 or more')
      .optional()
      .meta({ description: 'For how long the person may have this browser remembered; absent: not at all.' }),
    kind: z.enum(flowKinds).default('signin').meta({
      description: '`signin`: set-up, or a challenge. `account`: the same, then phones, app passwords and browsers.',
    }),
    purpose: createVerificationBody.shape.purpose,
    context: createVerificationBody.shape.context,
  })
  .meta({ id: 'CreateFlow' });

export const flowParameters = z.object({ flowId: z.string() });

export const createdFlow = z
  .object({
    id: z.string(),
    url: z.string().meta({ description: 'Send the browser here. It opens the visit once.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'CreatedFlow' });

export const flow = z
  .object({
    id: z.string(),
    status: z.enum(flowStatuses).meta({
      description:
        '`created`: the link was not opened yet. `open`: it was. `verified`: the person is. `returned`: they went back with a code. `completed`: you have exchanged it. `ended`: it leads to no verification.',
    }),
    kind: z.enum(flowKinds),
    userId: z.string(),
    endedBecause: z.enum(flowEndings).nullable(),
    verificationId: z.string().nullable().meta({ description: 'The latest call or message.' }),
    createdAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: 'Flow' });

const derived = (what: string) => z.string(`must be the ${what}, as a string`).min(1).max(200);

export const completeFlowBody = z
  .strictObject({ code: derived('code').meta({ description: 'What came back on `returnUrl`.' }) })
  .meta({ id: 'CompleteFlow' });

export const completedFlow = z
  .object({
    verified: z.literal(true),
    userId: z.string(),
    factorId: z.string().nullable().meta({ description: 'The phone that was answered; null for a bypass.' }),
    amr: z.array(z.string()).meta({ description: 'RFC 8176, such as `["tel", "mfa"]`; empty for a bypass.' }),
    method: z.enum(flowMethods),
    verifiedAt: timestamp.meta({ description: 'For a remembered browser: when the phone was answered in it.' }),
  })
  .meta({ id: 'CompletedFlow' });

export const passwordBody = z
  .strictObject({ token: derived('token').meta({ description: 'What came to `reauthenticateUrl`.' }) })
  .meta({ id: 'ConfirmPassword' });

export const continued = z
  .object({ continueUrl: z.string().meta({ description: 'Send the browser back here.' }) })
  .meta({ id: 'ContinuedFlow' });
