import { createResource, onCleanup, Show, type JSX } from "solid-js";
import { bringPicture, type Access } from "../../doc/pictures";

/** A note's picture, small, beside its words; what it says is said by them. */
export function Thumb(props: { access: Access; image: string }): JSX.Element {
  const [url] = createResource(
    () => props.image,
    async (image) => {
      const blob = await bringPicture(props.access, image);
      return blob && URL.createObjectURL(blob);
    },
  );
  onCleanup(() => {
    const made = url.latest;
    if (made) URL.revokeObjectURL(made);
  });
  return (
    <Show when={url.latest} fallback={<span class="capture-thumb" />}>
      {(made) => <img class="capture-thumb" src={made()} alt="" />}
    </Show>
  );
}
