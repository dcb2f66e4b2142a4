import type { Overview } from '../../../src/http/console/console-api.ts';
import type { PeriodName } from './period.ts';

export interface ShownProps {
  overview: Overview;
  period: PeriodName;
  /** The one application that was chosen; null: all. */
  application: string | null;
  /** The one country that was chosen, ISO 3166-1 or `unknown`; null: all. */
  country: string | null;
}
