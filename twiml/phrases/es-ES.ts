import type { Phrases } from './phrases.ts';

export const esES: Phrases = {
  greeting: 'Gracias por usar el sistema de verificación de {brand}.',
  context: 'Se le pide que apruebe: {context}.',
  pressPound: 'Pulse la tecla almohadilla para terminar de verificar su cuenta.',
  enterMatch: 'Introduzca el número de su pantalla y después pulse la tecla almohadilla.',
  nothingHeard: 'No hemos oído ninguna tecla.',
  wrongKey: 'Esa no era la tecla almohadilla.',
  wrongDigits: 'Ese no es el número de su pantalla.',
  verified: 'Su cuenta ha sido verificada. Adiós.',
  goodbyeAfterSilence: 'No se ha pulsado ninguna tecla y su cuenta no ha sido verificada. Adiós.',
  goodbyeAfterWrongKey: 'No se ha pulsado la tecla almohadilla y su cuenta no ha sido verificada. Adiós.',
  goodbyeAfterWrongDigits: 'No se ha introducido el número de su pantalla y su cuenta no ha sido verificada. Adiós.',
  expired: 'Esta solicitud ya no es válida. Vuelva a iniciar sesión. Adiós.',
  trouble: 'Lo sentimos, ahora mismo no es posible. Inténtelo de nuevo en un momento. Adiós.',
};
