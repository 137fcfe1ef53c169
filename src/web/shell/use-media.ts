// Whether a media query holds, kept up to date. Paper is no screen: while the page is printed everything stays as it was,
// so that the narrow sheet does not turn the app behind it into that of a phone.

import { useRef, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const onScreen = useRef<boolean>(undefined);
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      const paper = matchMedia("print");
      media.addEventListener("change", listener);
      paper.addEventListener("change", listener);
      return () => {
        media.removeEventListener("change", listener);
        paper.removeEventListener("change", listener);
      };
    },
    () => {
      if (onScreen.current === undefined || !matchMedia("print").matches) onScreen.current = matchMedia(query).matches;
      return onScreen.current;
    },
  );
}
