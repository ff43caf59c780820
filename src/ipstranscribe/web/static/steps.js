// Steps of undo: the program takes back one batch at a time, and typing comes in batches of a third of a second. Here it is known which
// batches were one stretch of typing; they are taken back together. After a reload it is batch by batch.

const PAUSE = 3000; // milliseconds after which typing is another stretch
const LONGEST = 40; // letters of a stretch

/** A stretch: how many batches, where it goes on, how many letters, when it was typed last. @typedef {{count: number, turn: string, at: number, letters: number, when: number}} Stretch */

export class Steps {
  constructor() {
    /** @type {Stretch[]} */
    this.done = [];
    /** @type {Stretch[]} */
    this.undone = [];
  }

  /** A batch of typing goes to the program. @param {any[]} edits @param {number} when milliseconds */
  typed(edits, when) {
    const [first, last] = [edits[0], edits[edits.length - 1]];
    const length = edits.reduce((sum, edit) => sum + [...edit.text].length, 0);
    const before = this.done.at(-1);
    const goesOn = before && before.turn === first.turn && (first.start === before.at || first.end === before.at);
    if (goesOn && when - before.when < PAUSE && before.letters < LONGEST) {
      Object.assign(before, { count: before.count + 1, at: endOf(last), letters: before.letters + length, when });
    } else this.done.push({ count: 1, turn: first.turn, at: endOf(last), letters: length, when });
    this.undone = [];
  }

  /** A command goes to the program. */
  command() {
    this.done.push({ count: 1, turn: "", at: 0, letters: 0, when: 0 });
    this.undone = [];
  }

  /** How many batches are one step back. @returns {number} */
  back() {
    return this.#move(this.done, this.undone);
  }

  /** How many batches are one step forward. @returns {number} */
  forward() {
    return this.#move(this.undone, this.done);
  }

  /** @param {Stretch[]} from @param {Stretch[]} to @returns {number} */
  #move(from, to) {
    const step = from.pop() ?? { count: 1, turn: "", at: 0, letters: 0, when: 0 };
    to.push({ ...step, when: 0 }); // nothing is typed onto what came back
    return step.count;
  }
}

/** Where the cursor stands after an edit. @param {any} edit @returns {number} */
const endOf = (edit) => edit.start + [...edit.text].length;
