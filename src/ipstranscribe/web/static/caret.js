// The cursor in the bare text of a turn, by character offset.

/** The text node of a turn's element; made where the turn is empty. @param {HTMLElement} element @returns {Text} */
export function textOf(element) {
  const first = element.firstChild;
  if (first instanceof Text && element.childNodes.length === 1) return first;
  return tidy(element);
}

/** Make the content one text node again: deleting leaves elements behind. Never while something is being composed. @param {HTMLElement} element @returns {Text} */
function tidy(element) {
  const selected = selection(element);
  const text = document.createTextNode(element.textContent ?? "");
  element.replaceChildren(text);
  if (selected) select(element, ...selected);
  return text;
}

/** The selected stretch of a turn, the cursor if both are equal; null if it is elsewhere. @param {HTMLElement} element @returns {[number, number] | null} */
export function selection(element) {
  const selected = getSelection();
  if (!selected?.rangeCount) return null;
  const range = selected.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  return [offset(element, range.startContainer, range.startOffset), offset(element, range.endContainer, range.endOffset)];
}

/** @param {HTMLElement} element @param {Node} node @param {number} at @returns {number} */
function offset(element, node, at) {
  if (node === element.firstChild && node instanceof Text) return at;
  const range = new Range();
  range.setStart(element, 0);
  range.setEnd(node, at);
  return range.toString().length;
}

/** Select a stretch of a turn, or put the cursor there. @param {HTMLElement} element @param {number} from @param {number} [to] */
export function select(element, from, to = from) {
  const text = element.firstChild instanceof Text ? element.firstChild : element;
  const most = text instanceof Text ? text.length : 0;
  getSelection()?.setBaseAndExtent(text, Math.min(from, most), text, Math.min(to, most));
}

/** Where on the screen the cursor stands in a turn. @param {HTMLElement} element @returns {DOMRect} */
export function caretBox(element) {
  const range = getSelection()?.getRangeAt(0);
  const boxes = range?.getClientRects();
  if (boxes?.length) return boxes[boxes.length - 1];
  return element.getBoundingClientRect();
}

/** The offset nearest to a point of the screen. @param {HTMLElement} element @param {number} x @param {number} y @returns {number | null} */
export function offsetAt(element, x, y) {
  const page = /** @type {any} */ (document);
  const found = page.caretPositionFromPoint ? page.caretPositionFromPoint(x, y) : null;
  const range = found ? null : page.caretRangeFromPoint?.(x, y);
  const node = found?.offsetNode ?? range?.startContainer;
  if (!node || !element.contains(node)) return null;
  return offset(element, node, found?.offset ?? range.startOffset);
}
