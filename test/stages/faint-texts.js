// Runs in the page; its value lists what is written there and cannot be read, by the colours that are used in the end.
// Plain JavaScript, because what a compiler adds to functions is not there in the page. An axe that is asked about
// forced colours looks at the colours they replace.
(() => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** Paints the colours over each other, and answers with the last one's red, green and blue. */
  const painted = (colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  /** Relative luminance, as WCAG has it. */
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((eight) => {
      const part = eight / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  /** From the page up to the element. */
  const backgrounds = (element) =>
    element ? [...backgrounds(parentOf(element)), getComputedStyle(element).backgroundColor] : ['white'];

  const root = document.querySelector('connection-embed').shadowRoot;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  let read = 0;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element?.checkVisibility({ visibilityProperty: true })) continue;
    read++;
    const behind = backgrounds(element);
    const { color } = getComputedStyle(element);
    const ratio = contrast(painted([...behind, color]), painted(behind));
    if (ratio < 4.5) found.push(`"${text.data.trim()}" is ${color} on ${behind.at(-1)}, ${ratio.toFixed(1)}:1`);
  }
  return read ? found : ['there was nothing to read'];
})();
