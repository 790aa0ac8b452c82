import Foundation

/// A picture of bytes as a file in the PNG format (ISO/IEC 15948), not compressed.
///
/// - Parameters:
///   - pixels: one byte a pixel, row after row: a grey, or the number of a colour in the palette
///   - palette: red, green, blue and opacity of each colour; empty for grey pictures
func png(_ pixels: [UInt8], width: Int, palette: [[UInt8]] = []) -> [UInt8] {
    let height = pixels.count / width
    var data: [UInt8] = []
    for row in 0..<height {
        // Each row begins with its filter: none.
        data.append(0)
        data += pixels[(row * width)..<((row + 1) * width)]
    }
    var file: [UInt8] = [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A]
    let colourType: UInt8 = palette.isEmpty ? 0 : 3
    file += chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, colourType, 0, 0, 0])
    if !palette.isEmpty {
        file += chunk("PLTE", palette.flatMap { $0[0..<3] })
        file += chunk("tRNS", palette.map { $0[3] })
    }
    return file + chunk("IDAT", zlib(data)) + chunk("IEND", [])
}

/// A file as an address that holds it, for an HTML page.
func dataAddress(_ bytes: [UInt8]) -> String {
    "data:image/png;base64," + Data(bytes).base64EncodedString()
}

private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + content
    return bigEndian(content.count) + named + bigEndian(Int(crc32(named)))
}

private func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}

/// The bytes in the zlib format (RFC 1950), in stored blocks of deflate (RFC 1951).
func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    let longest = 65535
    for start in stride(from: 0, to: max(bytes.count, 1), by: longest) {
        let block = bytes[start..<min(start + longest, bytes.count)]
        let length = UInt16(block.count)
        result.append(start + longest >= bytes.count ? 1 : 0)
        for number in [length, ~length] {
            result += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
        }
        result += block
    }
    return result + bigEndian(Int(adler32(bytes)))
}

/// The checksum of a PNG chunk.
func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = crcTable[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return sum ^ 0xFFFF_FFFF
}

private let crcTable: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { sum, _ in
        sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1
    }
}

/// The checksum of the zlib format.
func adler32(_ bytes: [UInt8]) -> UInt32 {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in bytes {
        a = (a + UInt32(byte)) % 65521
        b = (b + a) % 65521
    }
    return b << 16 | a
}
