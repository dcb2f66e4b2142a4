/** What the front page may look back on, and what each is compared with. */
export const periods = {
  '1h': { label: '1 h', seconds: 3_600, now: 'in the last hour', before: 'the hour before' },
  '24h': { label: '24 h', seconds: 86_400, now: 'in the last 24 hours', before: 'the day before' },
  '7d': { label: '7 d', seconds: 7 * 86_400, now: 'in the last 7 days', before: 'the week before' },
  '30d': { label: '30 d', seconds: 30 * 86_400, now: 'in the last 30 days', before: 'the 30 days before' },
} as const;

export type PeriodName = keyof typeof periods;
export type Period = (typeof periods)[PeriodName];

export const isPeriod = (name: string | null): name is PeriodName => name !== null && name in periods;
