import type { Phrases } from './phrases.ts';

export const frFR: Phrases = {
  greeting: 'Merci d’utiliser le système de vérification {brand}.',
  context: 'Il vous est demandé d’approuver : {context}.',
  pressPound: 'Appuyez sur la touche dièse pour terminer la vérification de votre compte.',
  enterMatch: 'Saisissez le nombre affiché sur votre écran, puis appuyez sur la touche dièse.',
  nothingHeard: 'Nous n’avons entendu aucune touche.',
  wrongKey: 'Ce n’était pas la touche dièse.',
  wrongDigits: 'Ce n’est pas le nombre affiché sur votre écran.',
  verified: 'Votre compte a été vérifié. Au revoir.',
  goodbyeAfterSilence: 'Aucune touche n’a été pressée, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterWrongKey: 'La touche dièse n’a pas été pressée, votre compte n’a pas été vérifié. Au revoir.',
  goodbyeAfterWrongDigits:
    'Le nombre affiché sur votre écran n’a pas été saisi, votre compte n’a pas été vérifié. Au revoir.',
  expired: 'Cette demande n’est plus valable. Veuillez vous connecter de nouveau. Au revoir.',
  trouble: 'Nous sommes désolés, cela n’est pas possible pour le moment. Veuillez réessayer bientôt. Au revoir.',
};
