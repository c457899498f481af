/**
 * Something to run, and when.
 *
 * @typedef {object} Task
 * @property {string} name
 * @property {number} cores how many processors it keeps busy; 0 where it mostly waits for something else
 * @property {string[]} [after] tasks that end before it starts; those that are not run are not waited for
 */

/**
 * Runs tasks side by side as far as processors are left for them, the first that can start first. One that wants more
 * processors than there are has them all.
 *
 * @template {Task} T
 * @template R
 * @param {T[]} tasks
 * @param {number} cores
 * @param {(task: T) => Promise<R>} run
 * @param {() => boolean} isStopping asked before each start; when it says so, nothing more is started
 * @returns {Promise<R[]>} what came of them, in the order of the tasks
 */
export async function runSchedule(tasks, cores, run, isStopping = () => false) {
  const waiting = [...tasks];
  const running = new Map();
  const outcomes = new Map();
  const share = (task) => Math.min(task.cores, cores);
  const left = () => cores - [...running.keys()].reduce((sum, task) => sum + share(task), 0);
  const isAhead = (name) => [...waiting, ...running.keys()].some((task) => task.name === name);
  const canStart = (task) => share(task) <= left() && !(task.after ?? []).some(isAhead);

  for (;;) {
    for (let task = waiting.find(canStart); task !== undefined && !isStopping(); task = waiting.find(canStart)) {
      waiting.splice(waiting.indexOf(task), 1);
      const started = task;
      running.set(
        started,
        run(started).then((outcome) => {
          running.delete(started);
          outcomes.set(started, outcome);
        }),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  return tasks.filter((task) => outcomes.has(task)).map((task) => outcomes.get(task));
}
