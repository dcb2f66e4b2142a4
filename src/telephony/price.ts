import { z } from 'zod';
import type { Price } from '#ports/carrier.ts';

/** Of a call's or message's record: a text such as `-0.01300`, once it is known. */
export const priceFields = {
  price: z
    .string()
    .regex(/^-?\d{1,6}(\.\d{1,6})?$/)
    .nullable()
    .catch(null),
  priceUnit: z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .toUpperCase()
    .nullable()
    .catch(null),
};

/** What an account pays is negative in the carrier's books; here it is what it costs. */
export function priceOf({ price, priceUnit }: { price: string | null; priceUnit: string | null }): Price | null {
  return price === null || priceUnit === null ? null : { amount: price.replace('-', ''), unit: priceUnit };
}
