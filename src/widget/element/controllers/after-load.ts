/** One task after `load`, so that no listener of the page can be too late for what was found on load. */
export function afterLoad(): Promise<void> {
  return new Promise((resolve) => {
    const nextTask = (): void => void setTimeout(resolve);
    if (document.readyState === 'complete') nextTask();
    else window.addEventListener('load', nextTask, { once: true });
  });
}
