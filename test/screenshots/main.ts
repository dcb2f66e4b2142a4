import { openHandset } from '../browser/handset.ts';
import { openCamera } from './camera.ts';
import { startProduct } from './product.ts';
import { takePictures } from './story.ts';

/** Takes the pictures of the README: Ana's first days at Contoso, her phone beside her. */
const stops = new AsyncDisposableStack();
try {
  const url = await startProduct(stops);
  const camera = await openCamera(stops);
  const phone = await openHandset(camera, url, '+12025550120', { viewport: { width: 340, height: 680 } });
  await takePictures(camera, url, phone);
} finally {
  await stops.disposeAsync();
}
