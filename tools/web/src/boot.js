// Unpacks the viewer and runs it. The page's policy allows this script and the unpacked one, each by
// its hash, and no other.

import { unpacked } from './unpack.js';

unpacked('viewer-script')
  .then((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    document.body.append(script);
  })
  .catch((error) => {
    const message = document.createElement('p');
    message.setAttribute('role', 'alert');
    message.textContent = `이 브라우저는 지도를 열 수 없습니다. This browser cannot open the map. (${error.message})`;
    document.getElementById('viewer').replaceChildren(message);
    throw error;
  });
