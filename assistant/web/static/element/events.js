// The answer as it comes: a stream of events that is taken up again where it broke.

const PAUSES = [1, 2, 4]; // seconds before each new try: a server that restarts needs about five

const QUIET_MS = 2e4; // a server that works says so every ten seconds
const DEAD_MS = 9e4; // longer than a language model writes as a rule (60 s), behind a proxy that holds lines back

/** What comes; where it is long in coming `tell` is called, where it is too long it fails. */
const coming = (promise, tell) =>
  new Promise((resolve, reject) => {
    const timers = [setTimeout(tell, QUIET_MS), setTimeout(reject, DEAD_MS, Error())];
    promise.then(resolve, reject).finally(() => timers.forEach((timer) => clearTimeout(timer)));
  });

/** The events of a text/event-stream body, as objects of their fields, and an empty one whenever anything comes; a frame may come in pieces, comments are left out. */
async function* frames(body, quiet) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; ) {
    const { value, done } = await coming(reader.read(), quiet);
    if (done) return;
    yield {};
    const whole = (text + value).split(/\r?\n\r?\n/);
    text = whole.pop();
    for (const frame of whole) {
      const fields = Object.fromEntries([...frame.matchAll(/^(\w+): ?(.*?)\r?$/gm)].map(([, ...field]) => field));
      if (fields.data) yield fields;
    }
  }
}

/** What the server says is wrong; throws where something else answers in its place. */
const problemOf = async (response) => {
  const problem = await response.json();
  if (!problem.remedy) throw Error();
  return problem;
};

const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    setTimeout(resolve, seconds * 1000);
    signal.onabort = reject;
  });

/**
 * The events of an answer as [name, content], the last one `done` or `error`, and a nameless one for each sign of life.
 * `post` sends the question; it is given the id of the last event that came. Where the line breaks, `broken` comes and
 * the question is sent again; with the server's words where it is still starting; where it begins anew, `anew`. Throws
 * where it cannot be reached at first, and where the line breaks too often. `quiet` is called where nothing comes, not
 * even a sign of life.
 */
async function* answering(post, signal, quiet) {
  let [last, begun] = ["", false];
  for (let tries = 0, waits = 0; ; tries++) {
    try {
      const response = await coming(post(last), quiet);
      if (!response.ok) {
        const problem = await problemOf(response);
        problem.seconds = +response.headers.get("Retry-After");
        if (/warming_up$/.test(problem.type) && waits++ < 30) { // about a minute
          tries = -1;
          yield ["broken", problem.detail];
          await pause(problem.seconds || 2, signal);
          continue;
        }
        if (begun && response.status === 503 && PAUSES[tries]) throw Error(); // it starts again
        return yield ["error", problem];
      }
      begun = true;
      for await (const { event, data, id } of frames(response.body, quiet)) {
        if (last && id && id.split(".")[0] !== last.split(".")[0]) yield ["anew"];
        last = id ?? last;
        yield [event, data && JSON.parse(data)];
        if (event === "done" || event === "error") return;
      }
      throw Error("cut");
    } catch (error) {
      if (signal.aborted || !begun) throw error;
      if (!PAUSES[tries]) throw Error("cut");
      yield ["broken"];
      await pause(PAUSES[tries], signal);
    }
  }
}
