import type { Phrases } from './phrases.ts';

export const deDE: Phrases = {
  greeting: 'Vielen Dank, dass Sie das Bestätigungssystem von {brand} nutzen.',
  context: 'Sie werden gebeten, Folgendes zu bestätigen: {context}.',
  pressPound: 'Drücken Sie die Rautetaste, um die Bestätigung Ihres Kontos abzuschließen.',
  enterMatch: 'Geben Sie die Zahl auf Ihrem Bildschirm ein und drücken Sie dann die Rautetaste.',
  nothingHeard: 'Wir haben keine Taste gehört.',
  wrongKey: 'Das war nicht die Rautetaste.',
  wrongDigits: 'Das ist nicht die Zahl auf Ihrem Bildschirm.',
  verified: 'Ihr Konto wurde bestätigt. Auf Wiederhören.',
  goodbyeAfterSilence: 'Es wurde keine Taste gedrückt, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterWrongKey: 'Die Rautetaste wurde nicht gedrückt, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterWrongDigits:
    'Die Zahl auf Ihrem Bildschirm wurde nicht eingegeben, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  expired: 'Diese Anfrage ist nicht mehr gültig. Bitte melden Sie sich neu an. Auf Wiederhören.',
  trouble:
    'Es tut uns leid, das ist im Moment nicht möglich. Bitte versuchen Sie es gleich noch einmal. Auf Wiederhören.',
};
