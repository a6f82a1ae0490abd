import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
  /** The button, which calls `choose`. */
  readonly children: (choose: () => void) => ComponentChildren;
}

/** Lets the user choose session files. */
export function FileChooser({ onFiles, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {children(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".json,.csv,.gz"
        aria-label="Session files"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
