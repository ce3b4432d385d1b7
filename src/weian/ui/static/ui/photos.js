// Camera fields: shows what was taken, lets it be taken back, makes it smaller before sending.
// Phones replace the chosen files at every shot; here shots add up.

const LONGEST = 2048;
const SMALL = 800 * 1024;

async function shrink(file) {
  if (file.size < SMALL || !file.type.startsWith("image/") || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file; // The server refuses what is not a picture, and says why.
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-plain btn-sm";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function attend(input) {
  let kept = [];
  const grid = document.createElement("ul");
  grid.className = "photos";
  const tools = document.createElement("div");
  tools.className = "photo-tools";

  const album = document.createElement("input");
  album.type = "file";
  album.accept = input.accept;
  album.multiple = true;
  album.hidden = true;
  const shoot = button("拍照", () => input.click());
  shoot.id = `${input.id}_shoot`;
  tools.append(shoot, button("从相册选择", () => album.click()), album);
  input.dataset.focusId = shoot.id;
  input.tabIndex = -1;
  input.classList.add("visually-hidden");
  input.after(tools, grid);

  function show() {
    const box = new DataTransfer();
    kept.forEach((file) => box.items.add(file));
    input.files = box.files;
    grid.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
    grid.replaceChildren(...kept.map(tile));
  }

  function tile(file, at) {
    const item = document.createElement("li");
    const img = document.createElement("img");
    img.src = URL.createObjectURL(file);
    img.alt = `第 ${at + 1} 张，${file.name}`;
    const drop = button("移除", () => {
      kept = kept.filter((other) => other !== file);
      show();
    });
    drop.setAttribute("aria-label", `移除第 ${at + 1} 张照片`);
    item.append(img, drop);
    return item;
  }

  // The whole pictures are there at once, so that a quick press on 提交 loses none.
  async function take(files) {
    const taken = [...files];
    kept = kept.concat(taken);
    show();
    const smaller = await Promise.all(taken.map(shrink));
    kept = kept.map((file) => (taken.includes(file) ? smaller[taken.indexOf(file)] : file));
    show();
  }

  input.addEventListener("change", () => take(input.files));
  album.addEventListener("change", () => take(album.files).then(() => (album.value = "")));
}

document.querySelectorAll("input[type=file][data-photos]").forEach(attend);
