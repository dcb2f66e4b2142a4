import type { Phrases } from './phrases.ts';

export const deDE: Phrases = {
  greeting: 'Vielen Dank, dass Sie das Bestätigungssystem von {brand} nutzen.',
  context: 'Sie werden gebeten, Folgendes zu bestätigen: {context}.',
  pressPound: 'Drücken Sie die Rautetaste, um die Bestätigung Ihres Kontos abzuschließen.',
  enterMatch: 'Geben Sie die Zahl auf Ihrem Bildschirm ein und drücken Sie dann die Rautetaste.',
  enterPin: 'Geben Sie Ihre PIN ein und drücken Sie dann die Rautetaste.',
  code: 'Ihr Code lautet: {code}.',
  hearAgain: 'Um ihn noch einmal zu hören, drücken Sie die Eins.',
  nothingHeard: 'Wir haben keine Taste gehört.',
  oneMoment: 'Einen Moment, bitte.',
  wrongKey: 'Das war nicht die Rautetaste.',
  wrongDigits: 'Das ist nicht die Zahl auf Ihrem Bildschirm.',
  wrongPin: 'Das ist nicht Ihre PIN.',
  notAsked: 'Wenn Sie diesen Anruf nicht angefordert haben, drücken Sie die Null.',
  notAskedThenPound: 'Wenn Sie diesen Anruf nicht angefordert haben, drücken Sie die Null und dann die Rautetaste.',
  fraudQuestion: 'Um einen Betrug zu melden, drücken Sie die Eins.',
  fraudReported:
    'Vielen Dank. Ihre Meldung ist eingegangen. Bis sie geprüft ist, rufen wir Sie nicht mehr an. Auf Wiederhören.',
  transfer:
    'Dies ist ein automatischer Anruf des Bestätigungssystems von {brand} für die Durchwahl {extension}. Bitte stellen Sie diesen Anruf durch. Wenn Sie selbst angerufen werden, drücken Sie die Eins.',
  goodbyeNotConnected: 'Der Anruf wurde nicht durchgestellt. Auf Wiederhören.',
  verified: 'Ihr Konto wurde bestätigt. Auf Wiederhören.',
  goodbyeAfterSilence: 'Es wurde keine Taste gedrückt, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterWrongKey: 'Die Rautetaste wurde nicht gedrückt, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterWrongDigits:
    'Die Zahl auf Ihrem Bildschirm wurde nicht eingegeben, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterWrongPin: 'Ihre PIN wurde nicht eingegeben, Ihr Konto wurde nicht bestätigt. Auf Wiederhören.',
  goodbyeAfterCode: 'Geben Sie den Code auf Ihrem Bildschirm ein. Auf Wiederhören.',
  expired: 'Diese Anfrage ist nicht mehr gültig. Bitte melden Sie sich neu an. Auf Wiederhören.',
  trouble:
    'Es tut uns leid, das ist im Moment nicht möglich. Bitte versuchen Sie es gleich noch einmal. Auf Wiederhören.',
};

/** Spoken digits are words here: "4." would be read as "the fourth". Numbers in the sentences above are words, too. */
export const germanDigits = [
  'null',
  'eins',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
] as const;
