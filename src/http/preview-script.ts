/** What runs in the preview page: plays one sentence, or all in turn; whatever is started ends what was playing. */
export const previewScript = `
'use strict';
const lines = [...document.querySelectorAll('li')];
const told = document.getElementById('status');
const speech = window.speechSynthesis;
let turn = 0;
let finish = () => {}; // ends the waiting for what is being said
let utterance = null; // kept: some browsers forget what nobody holds, and never tell of its end

if (!speech) told.textContent = 'This browser cannot speak: only recordings can be played.';

function quiet() {
  turn += 1;
  finish();
  if (speech) speech.cancel();
  for (const line of lines) {
    line.removeAttribute('aria-current');
    const audio = line.querySelector('audio');
    if (audio) {
      audio.onended = audio.onerror = null;
      audio.pause();
    }
  }
  return turn;
}

function say(line) {
  return new Promise((resolve, reject) => {
    finish = resolve;
    const audio = line.querySelector('audio');
    if (audio) {
      audio.onended = resolve;
      audio.onerror = reject;
      audio.currentTime = 0;
      audio.play().catch(reject);
      return;
    }
    if (!speech) return reject();
    const words = line.querySelector('p');
    utterance = new SpeechSynthesisUtterance(words.textContent);
    utterance.lang = words.lang;
    utterance.onend = resolve;
    utterance.onerror = reject;
    speech.speak(utterance);
  });
}

async function sayAll(some) {
  const mine = quiet();
  let failed = '';
  for (const line of some) {
    const name = line.querySelector('h2').textContent;
    line.setAttribute('aria-current', 'true');
    told.textContent = 'Saying ' + name + '.';
    try {
      await say(line);
    } catch {
      failed = name;
    }
    if (mine !== turn) return;
    line.removeAttribute('aria-current');
  }
  told.textContent = failed ? 'This browser could not say ' + failed + '.' : 'Said.';
}

for (const line of lines) line.querySelector('.play').onclick = () => sayAll([line]);
document.getElementById('all').onclick = () => sayAll(lines);
document.getElementById('stop').onclick = () => {
  quiet();
  told.textContent = 'Stopped.';
};
`;
