// The answer as it comes: a stream of events that is taken up again where it broke.

const PAUSES = [1, 2, 4]; // seconds before each new try: a server that restarts needs about five

/** The events of a text/event-stream body, as objects of their fields; a frame may come in pieces, comments are left out. */
async function* frames(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    const whole = (text + value).split(/\r?\n\r?\n/);
    text = whole.pop();
    for (const frame of whole) {
      const fields = Object.fromEntries([...frame.matchAll(/^(\w+): ?(.*?)\r?$/gm)].map(([, ...field]) => field));
      if (fields.data) yield fields;
    }
  }
}

const pause = (seconds, signal) =>
  new Promise((resolve, reject) => {
    setTimeout(resolve, seconds * 1000);
    signal.onabort = reject;
  });

/**
 * The events of an answer as [name, content], the last one `done` or `error`. `post` sends the question; it is given the
 * id of the last event that came. Where the line breaks, `broken` comes and the question is sent again; with the
 * server's words where it is still starting; where it begins anew, `anew`. Throws where it cannot be reached at first,
 * and where the line breaks too often.
 */
async function* answering(post, signal) {
  let [last, begun] = ["", false];
  for (let tries = 0, waits = 0; ; tries++) {
    try {
      const response = await post(last);
      if (!response.ok) {
        const problem = await response.json();
        problem.seconds = Number(response.headers.get("Retry-After"));
        if (/warming_up$/.test(problem.type) && waits++ < 30) { // about a minute
          tries = -1;
          yield ["broken", problem.detail];
          await pause(problem.seconds || 2, signal);
          continue;
        }
        if (begun && response.status === 503 && PAUSES[tries]) throw new Error(); // it starts again
        return yield ["error", problem];
      }
      begun = true;
      for await (const { event, data, id } of frames(response.body)) {
        if (last && id && id.split(".")[0] !== last.split(".")[0]) yield ["anew"];
        last = id ?? last;
        yield [event, JSON.parse(data)];
        if (event === "done" || event === "error") return;
      }
      throw new Error("cut");
    } catch (error) {
      if (signal.aborted || !begun) throw error;
      if (!PAUSES[tries]) throw new Error("cut");
      yield ["broken"];
      await pause(PAUSES[tries], signal);
    }
  }
}
