/** A picture ready to be stored and sent, and a small one to be shown until then. */
export interface Photo {
  readonly picture: Blob
  /** A data URL. */
  readonly thumbnail: string
}

// Enough to read a type plate, little enough for a cellar's connection.
const longestSide = 1280
const smallSide = 160

/** Null where the file is no picture this browser can read. */
export async function readPhoto(file: Blob): Promise<Photo | null> {
  try {
    const bitmap = await createImageBitmap(file)
    const [picture, small] = await Promise.all([drawn(bitmap, longestSide), drawn(bitmap, smallSide)])
    bitmap.close()
    return { picture, thumbnail: await dataUrlOf(small) }
  } catch {
    return null
  }
}

function drawn(bitmap: ImageBitmap, longest: number): Promise<Blob> {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)),
    Math.max(1, Math.round(bitmap.height * scale)),
  )
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
}

async function dataUrlOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return `data:${blob.type};base64,${btoa(String.fromCharCode(...bytes))}`
}
