import type { Phrases } from './phrases.ts';

export const frFR: Phrases = {
  greeting: 'Merci d’utiliser le système de vérification {brand}.',
  context: 'Il vous est demandé d’approuver : {context}.',
  pressPound: 'Appuyez sur la touche dièse pour terminer la vérification de votre compte.',
  enterMatch: 'Saisissez le nombre affiché sur votre écran, puis appuyez sur la touche dièse.',
  enterPin: 'Saisissez votre code PIN, puis appuyez sur la touche dièse.',
  code: 'Votre code est : {code}.',
  hearAgain: 'Pour le réentendre, appuyez sur la touche 1.',
  nothingHeard: 'Nous n’avons entendu aucune touche.',
  oneMoment: 'Un instant, s’il vous plaît.',
  wrongKey: 'Ce n’était pas la touche dièse.',
  wrongDigits: 'Ce n’est pas le nombre affiché sur votre écran.',
  wrongPin: 'Ce n’est pas votre code PIN.',
  notAsked: 'Si vous n’avez pas demandé cet appel, appuyez sur la touche 0.',
  notAskedThenPound: 'Si vous n’avez pas demandé cet appel, appuyez sur la touche 0, puis sur la touche dièse.',
  fraudQuestion: 'Pour signaler une fraude, appuyez sur la touche 1.',
  fraudReported:
    'Merci. Votre signalement a été reçu. Tant qu’il n’aura pas été examiné, nous ne vous appellerons plus. Au revoir.',
  transfer:
    'Ceci est un appel automatique du système de vérification {brand} pour le poste {extension}. Veuillez transférer cet appel. Si vous êtes la personne appelée, appuyez sur la touche 1.',
  goodbyeNotConnected: 'L’appel n’a pas été transféré. Au revoir.',
  verified: 'Votre compte a été vérifié. Au revoir.',
  goodbyeAfterSilence: 'Aucune touche n’a été pressée, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterWrongKey: 'La touche dièse n’a pas été pressée, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterWrongDigits:
    'Le nombre affiché sur votre écran n’a pas été saisi, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterWrongPin: 'Votre code PIN n’a pas été saisi, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterCode: 'Saisissez le code sur votre écran. Au revoir.',
  expired: 'Cette demande n’est plus valable. Veuillez vous connecter de nouveau. Au revoir.',
  trouble: 'Nous sommes désolés, cela n’est pas possible pour le moment. Veuillez réessayer bientôt. Au revoir.',
};
