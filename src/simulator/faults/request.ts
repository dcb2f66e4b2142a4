import { z } from 'zod';
import { callbackNames, resourceOfCallback, resourceOfWebhook, resources, webhookKinds } from '../exchange.ts';
import { type FaultOption, faultFields, faultKind, faultKinds, faultOptions } from './kinds.ts';

/** The requests of the REST API that can be made to fail. */
const operations = ['create', 'fetch', 'list', 'update'] as const;
export type Operation = (typeof operations)[number];

/** One hour: longer than any call here, and safe for a timer. */
const longestDelayMs = 3_600_000;

function namesOf<Rows extends object>(rows: Rows): (keyof Rows & string)[] {
  return Object.keys(rows) as (keyof Rows & string)[];
}

/** What `POST /control/faults` takes: one fault of the table in `kinds.ts`, with the options of its row. */
export const faultSchema = z
  .strictObject({
    rest: z.enum(namesOf(faultKinds.rest)).optional(),
    callbacks: z.enum(namesOf(faultKinds.callbacks)).optional(),
    webhooks: z.enum(namesOf(faultKinds.webhooks)).optional(),
    answeredBy: z.enum(namesOf(faultKinds.answeredBy)).optional(),
    to: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, such as +12025550100')
      .optional(),
    times: z.union([z.int().min(1), z.literal('always')]).default(1),
    resource: z.enum(resources).optional(),
    operation: z.enum(operations).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    delayMs: z.int().min(1).max(longestDelayMs).optional(),
    event: z.enum(callbackNames).optional(),
    until: z.enum(['next', 'end']).optional(),
    kind: z.enum(webhookKinds).optional(),
  })
  .superRefine((fault, context) => {
    const [field, another] = faultFields.filter((it) => fault[it] !== undefined);
    if (field === undefined || another !== undefined) {
      context.addIssue({ code: 'custom', message: `give one of ${faultFields.join(', ')}` });
      return;
    }
    const row = faultKind(field, fault[field] ?? '');
    const taken: readonly FaultOption[] = ['to', 'times', ...(row?.takes ?? [])];
    // An option that would do nothing is a mistake that its author should hear of.
    for (const option of namesOf(faultOptions))
      if (fault[option] !== undefined && !taken.includes(option))
        context.addIssue({ code: 'custom', path: [option], message: `${field} ${fault[field]} does not take it` });
    for (const option of row?.needs ?? [])
      if (fault[option] === undefined)
        context.addIssue({ code: 'custom', path: [option], message: `${field} ${fault[field]} needs it` });
    if (fault.callbacks === 'reorder' && fault.event === 'completed')
      context.addIssue({ code: 'custom', path: ['event'], message: 'nothing comes after completed; see overtake' });
    if (fault.callbacks === 'reorder' && fault.event === 'delivered')
      context.addIssue({ code: 'custom', path: ['event'], message: 'nothing comes after delivered' });
    for (const [option, resource] of [
      ['event', fault.event && resourceOfCallback(fault.event)],
      ['kind', fault.kind && resourceOfWebhook(fault.kind)],
      ['operation', fault.operation === 'update' ? 'call' : undefined],
    ] as const)
      if (resource !== undefined && (fault.resource ?? resource) !== resource)
        context.addIssue({ code: 'custom', path: [option], message: `${fault[option]} is of a ${resource}` });
  });

export type Fault = z.output<typeof faultSchema>;
export type FaultRequest = z.input<typeof faultSchema>;
