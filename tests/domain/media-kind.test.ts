import { describe, expect, test } from 'bun:test'
import { mediaKind } from '#server/domain/media-kind'
import { sampleGif, sampleJpeg, samplePng, sampleWebp } from '#tests/support/sample-pictures'
import { recorded, sampleMp3, sampleVoice, sampleWav } from '#tests/support/sample-voices'

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )

const brand = (name: string) => bytes([0, 0, 0, 24], 'ftyp', name, [0, 0, 0, 0], 'isommp41')

describe('what is not taken', () => {
  const others: Record<string, Uint8Array> = {
    'an empty file': bytes(),
    'one byte': bytes([0xff]),
    'an SVG': bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'an SVG with its declaration': bytes('<?xml version="1.0"?><svg/>'),
    'a page': bytes('<!doctype html><script>alert(1)</script>'),
    'a page behind blanks': bytes('\n\n  <html>'),
    'a PDF': bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3'),
    'a program of Windows': bytes('MZ\x90\0\x03\0\0\0'),
    'a program of Linux': bytes('\x7fELF\x02\x01\x01\0'),
    'a script': bytes('#!/bin/sh\nrm -rf /'),
    'a zip': bytes('PK\x03\x04\x14\0\0\0'),
    'a gzip': bytes([0x1f, 0x8b, 8, 0]),
    'a bitmap': bytes('BM\x36\0\0\0\0\0\0\0\x36\0\0\0'),
    'a TIFF': bytes('II*\0\x08\0\0\0'),
    'a TIFF the other way round': bytes('MM\0*\0\0\0\x08'),
    'a HEIC': brand('heic'),
    'a HEIF': brand('mif1'),
    'an AVIF': brand('avif'),
    'a QuickTime film': brand('qt  '),
    'an icon': bytes([0, 0, 1, 0, 1, 0]),
    'a FLAC': bytes('fLaC\0\0\0\x22'),
    'an AMR': bytes('#!AMR\n'),
    'an AAC without a container': bytes([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]),
    'an MPEG frame of layer II': bytes([0xff, 0xfd, 0x90, 0xc4]),
    'an MPEG frame of a reserved rate': bytes([0xff, 0xfb, 0x9c, 0xc4]),
    'an MPEG frame with a page behind it': bytes([0xff, 0xfb, 0x90, 0xc4], '<html>'.repeat(100)),
    'text in UTF-16': bytes([0xff, 0xfe, 0x3c, 0, 0x68, 0]),
    'an AVI': bytes('RIFF\x24\0\0\0AVI LIST'),
    'a WebP without a picture': bytes('RIFF\x24\0\0\0WEBPEXIF'),
    'an EBML file of another kind': bytes([0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88], 'mytypes1'),
    'a later page of an Ogg': bytes('OggS\0\0'),
    'half a signature of PNG': bytes([0x89], 'PNG\r\n'),
    'a signature of PNG before a page': bytes([0x89], 'PNG\r\n\x1a\n<html>'),
    'a start of JPEG before a page': bytes([0xff, 0xd8, 0xff], '<html>'),
    'a start of JPEG with its end': bytes([0xff, 0xd8, 0xff, 0xd9]),
    'a GIF of a version that never was': bytes('GIF88a\x01\0\x01\0'),
    'a tag of ID3 with lengths of 8 bits': bytes('ID3\x04\0\0\xff\xff\xff\xff'),
  }

  for (const [name, file] of Object.entries(others)) {
    test(`${name} is of no kind`, () => expect(mediaKind(file)).toBeNull())
  }
})

describe('what is taken', () => {
  const kinds: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['a JPEG', () => sampleJpeg(8, 8), 'image/jpeg'],
    ['a PNG', () => samplePng(8, 8), 'image/png'],
    ['a WebP', () => sampleWebp(8, 8), 'image/webp'],
    ['a GIF', () => sampleGif(8, 8), 'image/gif'],
    ['what Chromium records', () => recorded('chromium.webm'), 'audio/webm'],
    ['what Firefox records', () => recorded('firefox.webm'), 'audio/webm'],
    ['what Firefox records as Ogg', () => recorded('firefox.ogg'), 'audio/ogg'],
    ['what Chromium records as MP4', () => recorded('chromium.mp4'), 'audio/mp4'],
    ['an AAC in MP4', () => sampleVoice('mp4', { codec: 'aac' }), 'audio/mp4'],
    ['a recording of an iPhone', () => brand('M4A '), 'audio/mp4'],
    ['an MP3 with tags', () => sampleMp3(3), 'audio/mpeg'],
    ['an MP3 without tags', () => sampleMp3(3).subarray(20), 'audio/mpeg'],
    ['a WAVE', () => sampleWav(1, () => 0), 'audio/wav'],
  ]

  for (const [name, make, kind] of kinds) {
    test(`${name} is known by its first 100 bytes`, async () => {
      const file = await make()
      expect(mediaKind(file)).toBe(kind as ReturnType<typeof mediaKind>)
      expect(mediaKind(file.subarray(0, 100))).toBe(kind as ReturnType<typeof mediaKind>)
    })
  }
})
