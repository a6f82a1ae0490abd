import type { Unit } from '../../metrics/index.ts';
import { longUnit, valueFormatter } from './format-value.ts';

interface Props {
  readonly value: number;
  readonly unit: Unit;
  /** Before the number, unless it is missing. */
  readonly sign?: string;
  /** Behind the unit. */
  readonly per?: string;
}

/** A value that stays, with its unit in room of its own, so that the digits of a list stand below each other. */
export function Quantity({ value, unit, sign = '', per = '' }: Props) {
  const formatted = valueFormatter(unit)(value);
  const isMissing = Number.isNaN(value);
  const its = isMissing ? '' : formatted.unit + per;
  return (
    <span class="quantity">
      {isMissing ? formatted.text : sign + formatted.text}
      <span class="unit" title={longUnit(its) || undefined}>
        {its}
      </span>
    </span>
  );
}
