type FormInput = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What the user works in at the field `at`. */
export function controlAt(root: ParentNode, at: number): HTMLElement | null {
  return root.querySelector<HTMLElement>(`#field-${at}`);
}

/** Which field an event came from; -1 where it came from something else. */
export function fieldOf({ target }: Event): number {
  return Number((target instanceof Element && /^field-(\d+)$/.exec(target.id)?.[1]) || -1);
}

/** The value of the field `at`; undefined where it is not drawn. */
export function readInput(root: ParentNode, at: number): string | undefined {
  const input = holderOf(root, at);
  return input && (isCheckbox(input) ? String(input.checked) : input.value);
}

/** Puts a value where the user would have; an attribute never holds one. */
export function writeInput(root: ParentNode, at: number, value: string): void {
  const input = holderOf(root, at);
  if (!input) return;
  if (isCheckbox(input)) input.checked = value === 'true';
  else if (input.value !== value) input.value = value;
}

/** The chosen or dropped file as text, no more of it than `bytes`; the control forgets it, so that it can be chosen again. */
export async function readFile(input: HTMLInputElement, bytes: number): Promise<{ name: string; text: string }> {
  const [file] = input.files ?? [];
  if (!file) throw new TypeError('no file was chosen');
  const text = await file.slice(0, bytes).text();
  input.value = '';
  return { name: file.name, text };
}

/** The text of a file is held by a text area of its own. */
function holderOf(root: ParentNode, at: number): FormInput | undefined {
  return root.querySelector<FormInput>(`#text-${at}, #field-${at}`) ?? undefined;
}

function isCheckbox(input: FormInput): input is HTMLInputElement {
  return input.type === 'checkbox';
}
