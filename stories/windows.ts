/** Gives the story's page windows that go nowhere and can be closed, as those that a browser opens; undone after it. */
export function framesAsWindows(): () => void {
  const opened: HTMLIFrameElement[] = [];
  const undo = replaceOpen(() => {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    document.body.append(frame);
    opened.push(frame);
    return frame.contentWindow;
  });
  return () => {
    undo();
    for (const frame of opened) frame.remove();
  };
}

/** A browser that opens no window. */
export function noWindows(): () => void {
  return replaceOpen(() => null);
}

/** Closes what was opened, as a user does. */
export function closeWindows(): void {
  for (const frame of document.querySelectorAll('body > iframe[hidden]')) frame.remove();
}

function replaceOpen(open: () => Window | null): () => void {
  const { open: before } = window;
  window.open = open;
  return () => {
    window.open = before;
  };
}
