import type { FormsWords } from '../words.js';

/** What Spanish asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: [
      '¿No encuentras lo que necesitas?',
      'Pide [a {product}|al equipo de esta página] que añada una integración.',
    ],
    nothingOffered: ['Aún no hay nada que conectar', '[{product}|Esta página] todavía no tiene integraciones para ti.'],
    confirming: ['Conectar {}', 'Inicias sesión en {} en una ventana aparte.'],
    choosingMethod: ['Conectar {}', 'Hay varias formas. Elige según lo que tengas a mano.'],
    askingInputs: ['Conectar {integration}', '{integration} necesita estos datos antes de que inicies sesión.'],
    inApp: [
      'Abre esta página en tu navegador',
      'Puede que {} no permita iniciar sesión dentro de esta aplicación. Copia el enlace y ábrelo en tu navegador, o continúa aquí.',
    ],
    removeAsk: [
      '¿Quitar {account}?',
      '[{product}|Esta página] ya no podrá acceder a esta cuenta de {integration}. Puedes volver a conectarla cuando quieras.',
    ],
  },
  methods: {
    oauth2: ['Iniciar sesión en {integration}', 'Das tu permiso allí. No hay nada que copiar.'],
    token: ['Introducir: {fields}', 'Si un administrador te ha dado estos datos.'],
  },
  fieldErrors: {
    required: 'Introduce «{label}».',
    too_short: 'El valor de «{label}» es demasiado corto[: debe tener al menos {min} caracteres].',
    too_long: 'El valor de «{label}» es demasiado largo[: debe tener como máximo {max} caracteres].',
    pattern: 'Esto no parece «{label}». [Ejemplo: {example}.|Comprueba que lo has copiado todo.]',
    invalid_email: 'Introduce una dirección de correo como ada@example.com.',
    invalid_url: 'Introduce una dirección completa que empiece por https://.',
    invalid_subdomain: 'Usa solo letras, números y guiones, sin puntos ni barras.',
    invalid_number: 'Introduce un número.',
    invalid_date: 'Introduce una fecha como 2026-01-31.',
    unchecked: 'Marca esta casilla para continuar.',
    invalid_option: 'Elige una opción de la lista.',
    credentials_rejected: '{integration} no ha aceptado «{label}». Comprueba que el valor sigue activo.',
  },
};
