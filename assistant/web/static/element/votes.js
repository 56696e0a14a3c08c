// What a visitor says of an answer.

/**
 * Two buttons below an answer; null where no vote could be taken. The verdict may be changed; a wrong answer may be remarked on where its question is kept.
 * `send` resolves to what is wrong, if anything is; `tell` says it to screen readers; `id` is unique in the element.
 */
const voteOn = (voice, { answer_id, kept_days: days, status }, id, send, tell) => {
  const note = h("p.note", {}, voice.say(status === "abstained" ? "unanswered_kept" : "vote_kept"));
  const buttons = ["helpful", "wrong"].map((value) => button("verdict", { part: "vote", value, "aria-pressed": "false" }, () => give(value), icon(ICONS.check, 16), voice.say(value)));
  const words = h("textarea", { id: `${id}-remark`, rows: 2, maxLength: 300 });
  const submit = button("plain", {}, () => (words.value.trim() ? give("wrong", words.value) : words.focus()), voice.say("comment_send"));
  const remark = h("div.remark", { hidden: true }, h("label", { for: words.id }, voice.say("comment")), words, h("p.note", {}, voice.say("comment_kept")), submit);
  const say = (news) => tell((note.textContent = news));
  const give = async (verdict, comment) => {
    remark.hidden = verdict !== "wrong" || !days;
    const problem = await send({ answer_id, verdict, comment });
    if (problem) return say(`${problem.detail} ${problem.remedy}`);
    for (const one of buttons) one.setAttribute("aria-pressed", one.value === verdict);
    submit.scrollIntoView({ block: "nearest" });
    if (comment) {
      remark.remove(); // it has been said
      buttons[1].focus();
    }
    say(voice.say(comment ? "commented" : "voted", { verdict: voice.say(verdict) }));
  };
  return answer_id && h("div.vote", { part: "voting", role: "group", "aria-labelledby": id }, h("p", { id }, voice.say("vote")), h("div.verdicts", {}, ...buttons), note, remark);
};
