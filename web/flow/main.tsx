import { prepareToSpeak, speak } from '../shared/i18n.ts';
import { render } from '../shared/render.tsx';
import { api } from './api.ts';
import { brandTheme } from './brand-theme.ts';
import { catalogues } from './catalogues.ts';
import { Visit } from './visit.tsx';

// A page that the browser kept, as for its back button, is of the past.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

// The language and the colour are known before anything is drawn, so that nothing flickers.
prepareToSpeak(catalogues);
const first = await api.state(null, 0).catch(() => null);
await speak(catalogues, first?.locale ?? null);
render(<Visit first={first} />, brandTheme(first?.application.color ?? null));
