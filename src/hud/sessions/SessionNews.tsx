import { IconButton } from '../parts/IconButton.tsx';
import type { SessionModel } from './session-model.ts';
import type { Transfer } from './transfers.ts';

/** What is to be said of the sessions, whatever view is shown: what is under way, what can be undone, what failed. */
export function SessionNews({ model }: { readonly model: SessionModel }) {
  const waiting = model.deletions.waiting.value;
  const [only] = waiting;
  return (
    <>
      {model.transfers.value.map((transfer, k) => (
        <TransferLine key={k} transfer={transfer} />
      ))}
      <div class={waiting.length > 0 ? 'news' : ''}>
        <span class="name">
          {waiting.length === 1 && `“${only?.name}” deleted`}
          {waiting.length > 1 && `${waiting.length} sessions deleted`}
        </span>
        {waiting.length > 0 && (
          <button type="button" onClick={() => model.deletions.undo()}>
            Undo
          </button>
        )}
      </div>
      {model.storeProblem.value && <p class="notice">{model.storeProblem}</p>}
      {model.loadProblem.value && (
        <p class="failure">
          <span role="alert">The sessions cannot be read: {model.loadProblem}</span>
          <button type="button" onClick={model.retry}>
            Retry
          </button>
        </p>
      )}
      {model.problem.value && (
        <p class="failure">
          <span role="alert">{model.problem}</span>
          <IconButton icon="hidden" label="Dismiss" onClick={() => model.dismiss()} />
        </p>
      )}
    </>
  );
}

function TransferLine({ transfer }: { readonly transfer: Transfer }) {
  const { text, percent } = transfer;
  return (
    <div class="news">
      <span class="name" title={text.value}>
        {text}
      </span>
      <progress max={100} value={percent.value} aria-label={text.value} />
      <span class="percent">{percent} %</span>
      <button type="button" onClick={() => transfer.cancel()}>
        Cancel
      </button>
    </div>
  );
}
