import { useSignal } from '@preact/signals';
import type { ComparisonRow, SessionComparison } from '../../sessions/compare-sessions.ts';
import { changeText, findRows, intervalText, sideText, verdictName } from './comparison-text.ts';

/** Rows that are listed; a search finds the others. */
const MAX_ROWS = 300;
/** Behind what an id may be broken into lines. */
const BREAKS = /(?<=[:._])/;

/** What changed, figure by figure: whole sessions first, then section by section. */
export function ComparisonTable({ result }: { readonly result: SessionComparison }) {
  const search = useSignal('');
  const found = findRows(result.rows, search.value);
  const listed = found.slice(0, MAX_ROWS);
  return (
    <>
      <div class="filter">
        <input
          type="search"
          aria-label="Search figures"
          placeholder="Search figures and sections"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      <table class="changes">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Base</th>
            <th scope="col">Head</th>
            <th scope="col">Change</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {listed.map((row, k) => [
            row.section !== null && row.section !== listed[k - 1]?.section && (
              <tr key={`section ${row.section}`}>
                <th scope="rowgroup" colSpan={5} class="group">
                  Section: {row.section}
                </th>
              </tr>
            ),
            <Row key={`${row.section} ${row.id}`} row={row} />,
          ])}
        </tbody>
      </table>
      {found.length === 0 && <p class="empty">No figure is like that</p>}
      {found.length > listed.length && (
        <p class="empty">{`${listed.length} of ${found.length} are shown: search for the others`}</p>
      )}
      {result.unmatchedSections.length > 0 && (
        <p class="empty">Sections that not all sessions have: {result.unmatchedSections.join(', ')}</p>
      )}
    </>
  );
}

function Row({ row }: { readonly row: ComparisonRow }) {
  const { id, unit, base, head, ratio, isExact, reason } = row;
  const verdict = verdictName(row);
  const interval = intervalText(row);
  return (
    <tr>
      <th scope="row" title={id}>
        {id.split(BREAKS).map((part, k) => [k > 0 && <wbr />, part])}
      </th>
      <td>{sideText(base, unit)}</td>
      <td>{sideText(head, unit)}</td>
      <td>
        {changeText(ratio)}
        {interval !== '' && <span class="interval">{interval}</span>}
      </td>
      <td class={`verdict-name ${verdict}`} title={isExact ? `Exact count. ${reason}` : reason}>
        {verdict}
      </td>
    </tr>
  );
}
