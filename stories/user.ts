import type { ConnectionEmbed, Flow } from '../src/widget/element/index.js';

/** Resolves once `embed` stands at `step` (and, while waiting, knows the window to be so) and shows it. */
export async function until(embed: ConnectionEmbed, step: Flow['step'], window?: string): Promise<void> {
  const there = ({ flow }: ConnectionEmbed): boolean =>
    flow.step === step && (window === undefined || (flow.step === 'waiting' && flow.window === window));
  // The words of the permissions arrive with what comes after the first sight; until then their line is there, empty.
  const dressed = ({ renderRoot }: ConnectionEmbed): boolean =>
    renderRoot.querySelector('[part=body]') !== null &&
    renderRoot.querySelector('h2 + [part=description]')?.textContent?.trim() !== '';
  for (;;) {
    await embed.updateComplete;
    if (there(embed) && dressed(embed)) return;
    await nextFrame();
  }
}

/** Chooses an integration of the list by its name. */
export async function choose(embed: ConnectionEmbed, name: string): Promise<void> {
  await until(embed, 'picking');
  const row = await found(() =>
    [...embed.renderRoot.querySelectorAll<HTMLElement>('[role=option]')].find((one) =>
      one.querySelector('[part=item-name]')?.textContent?.startsWith(name),
    ),
  );
  row.click();
}

/** Clicks a button by its part, whatever it says in which language, as soon as it is there. */
export async function press(embed: ConnectionEmbed, part: string, at = 0): Promise<void> {
  const button = await found(() => embed.renderRoot.querySelectorAll<HTMLElement>(`button[part~="${part}"]`)[at]);
  button.click();
}

/** Resolves once this part is there. */
export async function seen(embed: ConnectionEmbed, part: string): Promise<void> {
  await found(() => embed.renderRoot.querySelector(`[part~="${part}"]`) ?? undefined);
}

/** Types into the fields with these labels. */
export async function fill(embed: ConnectionEmbed, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = await found(() =>
      [...embed.renderRoot.querySelectorAll('label')].find((one) => one.textContent?.trim().startsWith(label)),
    );
    if (field.control instanceof HTMLInputElement) type(field.control, value);
  }
}

/** Types into the search. */
export async function search(embed: ConnectionEmbed, query: string): Promise<void> {
  type(await found(() => embed.renderRoot.querySelector<HTMLInputElement>('[role=combobox]') ?? undefined), query);
  await embed.updateComplete;
}

function type(input: HTMLInputElement, value: string): void {
  input.focus();
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

async function found<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const there = look();
    if (there) return there;
    await nextFrame();
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
