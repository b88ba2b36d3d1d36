/* What an entry's state, age and proof make of its score: kb/query/worth.py once more. */

const DAY = 86400000;

/* The factor of a score; dates are ISO, an entry without one is as good as an old one. */
export const worth = ({ states, effects, fresh, halved }, status, effect, day, newest) => {
  const age = day ? 0.5 ** ((Date.parse(newest) - Date.parse(day)) / DAY / halved) : 0;
  return (states[status] ?? 1) * (effects[effect] ?? 1) * (1 + fresh * age);
};
