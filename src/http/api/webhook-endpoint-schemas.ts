import { z } from 'zod';
import { outgoingEventTypes } from '#ports/events.ts';
import { timestamp } from './fields.ts';

/** What the API takes and gives of webhook endpoints. */

const notUrl = 'must be an address that begins with https://, such as https://login.example.com/events';
const knownTypes = `must be types of events: ${outgoingEventTypes.join(', ')}`;

const url = z
  .string(notUrl)
  .max(2_048, 'must have at most 2048 characters')
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), { message: notUrl, abort: true })
  .transform((value) => new URL(value).href)
  .meta({
    description:
      'Where events are sent: https and public, unless an operator has allowed its host. Redirects are not followed.',
    example: 'https://login.example.com/events',
  });

const events = z
  .array(z.enum(outgoingEventTypes, knownTypes), knownTypes)
  .min(1, 'must name at least one type of event')
  .max(100, 'must name at most 100 types')
  .transform((types) => [...new Set(types)])
  .meta({ description: 'What it is told of.' });

const enabled = z
  .boolean()
  .meta({ description: 'While false nothing is sent. An endpoint that answers 410 is disabled.' });

export const createEndpointBody = z
  .strictObject({ url, events, enabled: enabled.default(true) })
  .meta({ id: 'CreateWebhookEndpoint' });

export const changeEndpointBody = z
  .strictObject({ url: url.optional(), events: events.optional(), enabled: enabled.optional() })
  .meta({ id: 'ChangeWebhookEndpoint', description: 'What is not named stays as it is.' });

export const endpointParameters = z.object({ endpointId: z.string() });

export const endpoint = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.enum(outgoingEventTypes)),
    enabled: z.boolean(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'WebhookEndpoint' });

export const createdEndpoint = endpoint
  .extend({
    secret: z.string().meta({
      description: 'What signatures are checked with. Shown this once.',
      example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    }),
  })
  .meta({ id: 'CreatedWebhookEndpoint' });

export const endpointList = z.object({ data: z.array(endpoint) }).meta({ id: 'WebhookEndpointList' });
