// Ctrl K: every command found by typing, run with Enter.

import { Dialog } from "@base-ui/react/dialog";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Command } from "./commands.ts";

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly commands: readonly Command[];
}

export function CommandPalette({ open, onOpenChange, commands }: CommandPaletteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = commands.filter((command) => matches(command, text));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new opening starts afresh
  useEffect(() => {
    setText("");
    setAt(0);
  }, [open]);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onOpenChange(false);
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup palette">
          <Dialog.Title className="sr-only">{t("keys.palette")}</Dialog.Title>
          <input
            className="palette-input"
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={found[at] ? `${id}-${found[at].id}` : undefined}
            aria-label={t("keys.palette")}
            placeholder={t("keys.type")}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div className="palette-list" role="listbox" id={`${id}-list`} ref={list} aria-label={t("keys.palette")}>
            {found.map((command, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
              <div
                key={command.id}
                id={`${id}-${command.id}`}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                onMouseMove={() => setAt(index)}
                onClick={() => run(command)}
              >
                <span>{command.title}</span>
                {command.keys && <Keys keys={command.keys} />}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="popup-empty">{t("ask.nothing-found")}</p>}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The list of keys, opened by `?`. */
export function KeyList({ open, onOpenChange, commands }: CommandPaletteProps) {
  const { t } = useTranslation();
  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup key-list">
          <header className="popup-head">
            <Dialog.Title className="popup-title">{t("keys.title")}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("details.close")}>
              ×
            </Dialog.Close>
          </header>
          {groups.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {commands
                  .filter((command) => command.group === group && command.keys)
                  .map((command) => (
                    <div key={command.id}>
                      <dt>{command.title}</dt>
                      <dd>
                        <Keys keys={command.keys} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="keys">
      {keys.split(" ").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

function matches(command: Command, text: string): boolean {
  const title = command.title.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => title.includes(word));
}
