//! The processor and the calling convention that an object was made for, from its build attributes (ABI for the Arm
//! Architecture, *addenda32*; RISC-V ELF psABI), and whether code for one processor can run in an image for another.
//!
//! The linker compares few of these attributes: an object without a tag counts as one for any processor.

use std::fmt;

use dissolve_targets::Fpu;
use object::elf::{
    EF_RISCV_FLOAT_ABI, EF_RISCV_FLOAT_ABI_DOUBLE, EF_RISCV_FLOAT_ABI_SINGLE, EF_RISCV_FLOAT_ABI_SOFT, FileHeader32,
    SHT_ARM_ATTRIBUTES, SHT_RISCV_ATTRIBUTES,
};
use object::read::elf::{AttributesSection, ElfFile32, FileHeader as _};
use object::{Endianness, Object as _, ObjectSection as _};

/// The processor that an object was made for, as far as its attributes tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Processor {
    /// An Arm processor.
    Arm(Arm),
    /// A 32-bit RISC-V processor.
    RiscV(RiscV),
    /// Another processor, by the name of its architecture.
    Other(String),
}

/// An Arm processor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arm {
    /// `Tag_CPU_arch` together with the profile; none if the tag is missing or fits all architectures.
    architecture: Option<Architecture>,
    /// The floating-point types that its instructions compute with.
    fpu: Fpu,
    /// The registers in which floats are passed; none for code without the tags, such as assembly.
    floats: Option<Floats>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Architecture {
    V6M,
    V7M,
    V7EM,
    V8MBase,
    V8MMain,
    V81M,
    /// An architecture without an M profile.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Floats {
    Core,
    Fpu,
}

/// A 32-bit RISC-V processor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiscV {
    /// The letters of its single-letter extensions, such as `imac`; empty if the object does not tell.
    extensions: String,
    /// The calling convention for floats, from `e_flags`.
    floats: u32,
}

/// Reads the processor that an object was made for; none if the bytes are not an object.
pub fn processor(object: &[u8]) -> Option<Processor> {
    let architecture = object::File::parse(object).ok()?.architecture();
    if !matches!(architecture, object::Architecture::Arm | object::Architecture::Riscv32) {
        return Some(Processor::Other(format!("{architecture:?}")));
    }
    let file = ElfFile32::<Endianness>::parse(object).ok()?;
    let tags = Tags::read(&file);
    match file.architecture() {
        object::Architecture::Arm => Some(Processor::Arm(arm(&tags))),
        object::Architecture::Riscv32 => {
            let flags = file.elf_header().e_flags(file.endian());
            Some(Processor::RiscV(RiscV {
                extensions: tags.text(RISCV_ARCH).map_or_else(String::new, |text| single_letters(&text)),
                floats: flags & EF_RISCV_FLOAT_ABI,
            }))
        }
        _ => None,
    }
}

const CPU_ARCH: u64 = 6;
const CPU_ARCH_PROFILE: u64 = 7;
const FP_ARCH: u64 = 10;
const ABI_FP_NUMBER_MODEL: u64 = 23;
const ABI_ALIGN_NEEDED: u64 = 24;
const ABI_ALIGN_PRESERVED: u64 = 25;
const ABI_HARD_FP_USE: u64 = 27;
const ABI_VFP_ARGS: u64 = 28;
const RISCV_ARCH: u64 = 5;

fn arm(tags: &Tags) -> Arm {
    let is_m = tags.number(CPU_ARCH_PROFILE) == Some(u64::from(b'M'));
    let architecture = match tags.number(CPU_ARCH) {
        Some(11 | 12) => Some(Architecture::V6M),
        Some(10) if is_m => Some(Architecture::V7M),
        Some(13) => Some(Architecture::V7EM),
        Some(16) => Some(Architecture::V8MBase),
        Some(17) => Some(Architecture::V8MMain),
        Some(21) => Some(Architecture::V81M),
        Some(10 | 14 | 15 | 22) => Some(Architecture::Other),
        // Assembly with instructions that all architectures have.
        _ => None,
    };
    let fpu = match (tags.number(FP_ARCH), tags.number(ABI_HARD_FP_USE)) {
        (None | Some(0), _) => Fpu::None,
        (Some(_), Some(1)) => Fpu::Single,
        (Some(_), _) => Fpu::Double,
    };
    let compiled =
        [ABI_FP_NUMBER_MODEL, ABI_ALIGN_NEEDED, ABI_ALIGN_PRESERVED].iter().any(|&tag| tags.number(tag).is_some());
    let floats = match tags.number(ABI_VFP_ARGS) {
        Some(1) => Some(Floats::Fpu),
        Some(0) => Some(Floats::Core),
        // A compiler leaves the tag out if its value is zero.
        None if compiled => Some(Floats::Core),
        _ => None,
    };
    Arm { architecture, fpu, floats }
}

/// Returns the letters of the single-letter extensions: `im` for `rv32i2p1_m2p0_zca1p0`.
fn single_letters(text: &str) -> String {
    let text = text.strip_prefix("rv32").unwrap_or(text);
    text.split('_').filter(|part| !part.starts_with(['z', 's', 'x'])).filter_map(|part| part.chars().next()).collect()
}

/// The build attributes that apply to a whole file.
#[derive(Default)]
struct Tags(Vec<(u64, Value)>);

enum Value {
    Number(u64),
    Text(String),
}

impl Tags {
    /// Reads the attributes up to the first malformed one; they are only advice.
    fn read(file: &ElfFile32<'_, Endianness>) -> Tags {
        let mut tags = Tags::default();
        for section in file.sections() {
            let kind = section.elf_section_header().sh_type.get(file.endian());
            if ![SHT_ARM_ATTRIBUTES, SHT_RISCV_ATTRIBUTES].contains(&kind) {
                continue;
            }
            let arm = file.architecture() == object::Architecture::Arm;
            let data = section.data().unwrap_or_default();
            // Keeps the attributes that were read before an error.
            let _ = tags.section(file.endian(), data, arm);
        }
        tags
    }

    fn section(&mut self, endian: Endianness, data: &[u8], arm: bool) -> object::Result<()> {
        let vendor: &[u8] = if arm { b"aeabi" } else { b"riscv" };
        let mut subsections = AttributesSection::<FileHeader32<Endianness>>::new(endian, data)?.subsections()?;
        while let Some(subsection) = subsections.next()? {
            let mut parts = subsection.subsubsections();
            while let Some(part) = parts.next()? {
                // Other parts apply to one section or one symbol.
                if subsection.vendor() != vendor || part.tag() != object::elf::Tag_File {
                    continue;
                }
                let mut attributes = part.attributes();
                while let Some(tag) = attributes.read_tag()? {
                    let is_text = if arm { tag == 4 || tag == 5 || (tag > 32 && tag % 2 == 1) } else { tag % 2 == 1 };
                    if arm && tag == 32 {
                        attributes.read_integer()?;
                        attributes.read_string()?;
                    } else if is_text {
                        let text = String::from_utf8_lossy(attributes.read_string()?).into_owned();
                        self.0.push((tag, Value::Text(text)));
                    } else {
                        self.0.push((tag, Value::Number(attributes.read_integer()?)));
                    }
                }
            }
        }
        Ok(())
    }

    fn number(&self, tag: u64) -> Option<u64> {
        self.0.iter().find_map(|(known, value)| match value {
            Value::Number(number) if *known == tag => Some(*number),
            _ => None,
        })
    }

    fn text(&self, tag: u64) -> Option<String> {
        self.0.iter().find_map(|(known, value)| match value {
            Value::Text(text) if *known == tag => Some(text.clone()),
            _ => None,
        })
    }
}

impl Processor {
    /// The reason why code for `other` cannot run in an image for this processor; none if it can, as far as the
    /// attributes tell.
    pub fn refuses(&self, other: &Processor) -> Option<&'static str> {
        match (self, other) {
            (Processor::Arm(image), Processor::Arm(other)) => image.refuses(other),
            (Processor::RiscV(image), Processor::RiscV(other)) => image.refuses(other),
            _ => Some("the instruction sets differ"),
        }
    }
}

impl Arm {
    fn refuses(&self, other: &Arm) -> Option<&'static str> {
        if let (Some(image), Some(other)) = (self.architecture, other.architecture)
            && !image.runs(other)
        {
            return Some("the processor does not have all of its instructions");
        }
        if let (Some(image), Some(other)) = (self.floats, other.floats)
            && image != other
        {
            return Some("floats are passed in other registers, so that calls between them go wrong");
        }
        if self.architecture.is_some() && other.fpu > self.fpu {
            return Some("the processor computes with no floats of that size");
        }
        None
    }
}

impl Architecture {
    /// Returns true if a processor of this architecture has all instructions of the other.
    fn runs(self, other: Architecture) -> bool {
        use Architecture::{Other, V6M, V7EM, V7M, V8MBase, V8MMain, V81M};
        match self {
            V6M => other == V6M,
            V7M => matches!(other, V6M | V7M),
            V7EM => matches!(other, V6M | V7M | V7EM),
            V8MBase => matches!(other, V6M | V8MBase),
            // All processors with Armv8-M Mainline also have the signal-processing instructions of Armv7E-M.
            V8MMain => matches!(other, V6M | V7M | V7EM | V8MBase | V8MMain),
            V81M => other != Other,
            Other => false,
        }
    }
}

impl RiscV {
    fn refuses(&self, other: &RiscV) -> Option<&'static str> {
        if self.floats != other.floats {
            return Some("floats are passed in other registers, so that calls between them go wrong");
        }
        let lacks = |letter: char| !self.extensions.contains(letter);
        if !self.extensions.is_empty() && other.extensions.chars().any(lacks) {
            return Some("the processor does not have all of its extensions");
        }
        None
    }
}

impl fmt::Display for Processor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Processor::Other(architecture) => f.write_str(architecture),
            Processor::Arm(arm) => {
                f.write_str(match arm.architecture {
                    Some(Architecture::V6M) => "Armv6-M",
                    Some(Architecture::V7M) => "Armv7-M",
                    Some(Architecture::V7EM) => "Armv7E-M",
                    Some(Architecture::V8MBase) => "Armv8-M Baseline",
                    Some(Architecture::V8MMain) => "Armv8-M Mainline",
                    Some(Architecture::V81M) => "Armv8.1-M",
                    Some(Architecture::Other) => "an Arm processor without an M profile",
                    None => "Arm",
                })?;
                f.write_str(match arm.fpu {
                    Fpu::None => " without an FPU",
                    Fpu::Single => " with a single-precision FPU",
                    Fpu::Double => " with a double-precision FPU",
                })?;
                f.write_str(match arm.floats {
                    Some(Floats::Core) => ", floats passed in core registers",
                    Some(Floats::Fpu) => ", floats passed in FPU registers",
                    None => "",
                })
            }
            Processor::RiscV(riscv) => {
                write!(f, "rv32{}", riscv.extensions)?;
                f.write_str(match riscv.floats {
                    EF_RISCV_FLOAT_ABI_SOFT => ", floats passed in core registers",
                    EF_RISCV_FLOAT_ABI_SINGLE => ", floats of 32 bits passed in FPU registers",
                    EF_RISCV_FLOAT_ABI_DOUBLE => ", floats passed in FPU registers",
                    _ => ", floats passed as quads",
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Architecture; 6] = [
        Architecture::V6M,
        Architecture::V7M,
        Architecture::V7EM,
        Architecture::V8MBase,
        Architecture::V8MMain,
        Architecture::V81M,
    ];

    #[test]
    fn newer_architectures_run_older_code() {
        for one in ALL {
            assert!(one.runs(one) && one.runs(Architecture::V6M) && Architecture::V81M.runs(one), "{one:?}");
            assert!(!one.runs(Architecture::Other));
        }
        assert!(!Architecture::V7EM.runs(Architecture::V8MBase) && !Architecture::V8MBase.runs(Architecture::V7M));
    }

    #[test]
    fn extensions_are_letters() {
        assert_eq!(single_letters("rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0_zaamo1p0"), "imac");
        let with = |extensions: &str| RiscV { extensions: extensions.into(), floats: 0 };
        assert_eq!(with("imac").refuses(&with("imc")), None);
        assert!(with("imc").refuses(&with("imac")).is_some());
        assert_eq!(with("").refuses(&with("imac")), None, "nothing is said");
        assert!(with("imc").refuses(&RiscV { extensions: "imc".into(), floats: 2 }).is_some());
    }

    /// A part of a subsection: its tag, its length, and its attributes.
    fn part(tag: u8, attributes: &[u8]) -> Vec<u8> {
        let length = 5 + attributes.len() as u32;
        [&[tag], &length.to_le_bytes()[..], attributes].concat()
    }

    /// A subsection: its length, the vendor that defines its tags, and its parts.
    fn subsection(vendor: &str, parts: &[Vec<u8>]) -> Vec<u8> {
        let parts = parts.concat();
        let length = (4 + vendor.len() + 1 + parts.len()) as u32;
        [&length.to_le_bytes()[..], vendor.as_bytes(), b"\0", &parts].concat()
    }

    const FILE: u8 = 1;
    const SECTION: u8 = 2;

    /// An object with these subsections as its build attributes.
    fn object(architecture: object::Architecture, e_flags: u32, subsections: &[Vec<u8>]) -> Vec<u8> {
        let mut object = object::write::Object::new(object::BinaryFormat::Elf, architecture, Endianness::Little);
        object.flags = object::FileFlags::Elf { os_abi: 0, abi_version: 0, e_flags };
        let kind = object::SectionKind::Elf(SHT_ARM_ATTRIBUTES);
        let id = object.add_section(Vec::new(), b".attributes".to_vec(), kind);
        object.append_section_data(id, &[b"A", &subsections.concat()[..]].concat(), 1);
        object.write().unwrap()
    }

    fn arm_object(attributes: &[u8]) -> Vec<u8> {
        object(object::Architecture::Arm, 0, &[subsection("aeabi", &[part(FILE, attributes)])])
    }

    fn made_for(object: &[u8]) -> String {
        processor(object).unwrap().to_string()
    }

    #[test]
    fn arm_attributes_tell_the_processor() {
        for (attributes, expected) in [
            (&[][..], "Arm without an FPU"),
            (&[6, 11], "Armv6-M without an FPU"),
            (&[6, 12], "Armv6-M without an FPU"),
            (&[6, 10, 7, b'M'], "Armv7-M without an FPU"),
            (&[6, 10, 7, b'A'], "an Arm processor without an M profile without an FPU"),
            (&[6, 13], "Armv7E-M without an FPU"),
            (&[6, 14], "an Arm processor without an M profile without an FPU"),
            (&[6, 16], "Armv8-M Baseline without an FPU"),
            (&[6, 17], "Armv8-M Mainline without an FPU"),
            (&[6, 21], "Armv8.1-M without an FPU"),
            (&[6, 4], "Arm without an FPU"),
            (&[6, 13, 10, 0], "Armv7E-M without an FPU"),
            (&[6, 13, 10, 6], "Armv7E-M with a double-precision FPU"),
            (&[6, 13, 10, 6, 27, 1], "Armv7E-M with a single-precision FPU"),
            (&[6, 13, 28, 0], "Armv7E-M without an FPU, floats passed in core registers"),
            (&[6, 13, 28, 1], "Armv7E-M without an FPU, floats passed in FPU registers"),
            (&[6, 13, 28, 3], "Armv7E-M without an FPU"),
            // Tags that only compilers write.
            (&[6, 13, 23, 3], "Armv7E-M without an FPU, floats passed in core registers"),
            (&[6, 13, 24, 1, 28, 1], "Armv7E-M without an FPU, floats passed in FPU registers"),
            (&[6, 13, 25, 1, 28, 3], "Armv7E-M without an FPU"),
            // Tags with text: the names of the processor, and odd tags above 32. Other tags have numbers; tag 32 has
            // both.
            (b"\x04m\0\x06\x0d", "Armv7E-M without an FPU"),
            (b"\x05m\0\x06\x0d", "Armv7E-M without an FPU"),
            (b"\x43m\0\x06\x0d", "Armv7E-M without an FPU"),
            (&[9, 2, 34, 1, 6, 13], "Armv7E-M without an FPU"),
            (b"\x20\x01gnu\0\x06\x0d", "Armv7E-M without an FPU"),
        ] {
            assert_eq!(made_for(&arm_object(attributes)), expected, "{attributes:?}");
        }
    }

    #[test]
    fn attributes_are_those_of_the_file() {
        let of_section = part(SECTION, &[1, 0, 6, 21]);
        let parts = [of_section, part(FILE, &[6, 13])];
        let of_another = subsection("gnu", &[part(FILE, &[6, 21])]);
        let arm = |subsections: &[Vec<u8>]| made_for(&object(object::Architecture::Arm, 0, subsections));
        assert_eq!(arm(&[of_another, subsection("aeabi", &parts)]), "Armv7E-M without an FPU");
        // The attributes before an error count.
        assert_eq!(made_for(&arm_object(&[6, 13, 10])), "Armv7E-M without an FPU");
    }

    #[test]
    fn risc_v_attributes_tell_the_extensions() {
        let attributes = b"\x04\x10\x07other\0\x05rv32i2p1_m2p0_zmmul1p0\0\x06\0";
        let riscv = |e_flags| {
            let subsections = [subsection("riscv", &[part(FILE, attributes)])];
            made_for(&object(object::Architecture::Riscv32, e_flags, &subsections))
        };
        // The lowest bit of `e_flags` marks compressed instructions.
        for (flags, expected) in [
            (0, "rv32im, floats passed in core registers"),
            (1, "rv32im, floats passed in core registers"),
            (3, "rv32im, floats of 32 bits passed in FPU registers"),
            (4, "rv32im, floats passed in FPU registers"),
            (7, "rv32im, floats passed as quads"),
        ] {
            assert_eq!(riscv(flags), expected, "{flags}");
        }
        let silent = object(object::Architecture::Riscv32, 0, &[]);
        assert_eq!(made_for(&silent), "rv32, floats passed in core registers");
    }

    #[test]
    fn code_for_another_processor_is_refused() {
        let other = "the instruction sets differ";
        let instructions = "the processor does not have all of its instructions";
        let registers = "floats are passed in other registers, so that calls between them go wrong";
        let floats = "the processor computes with no floats of that size";
        let arm = |attributes: &[u8]| processor(&arm_object(attributes)).unwrap();
        let (single, double): (&[u8], &[u8]) = (&[6, 13, 10, 6, 27, 1], &[6, 13, 10, 6]);
        for (image, object, refused) in [
            (&[6, 13][..], &[6, 13][..], None),
            (&[6, 13], &[6, 10, 7, b'M'], None),
            (&[6, 13], &[6, 17], Some(instructions)),
            (&[6, 13], &[6, 10, 7, b'A'], Some(instructions)),
            (&[6, 13, 28, 1], &[6, 13, 28, 1], None),
            (&[6, 13, 28, 1], &[6, 13, 28, 0], Some(registers)),
            (&[6, 13, 28, 1], &[6, 13], None),
            (&[6, 13], &[6, 13, 28, 1], None),
            (single, single, None),
            (single, &[6, 13], None),
            (single, double, Some(floats)),
            (double, single, None),
            (&[6, 13], single, Some(floats)),
            // An object without attributes runs everywhere, and an image without attributes takes all objects.
            (&[6, 13], &[], None),
            (&[], &[6, 13], None),
            (&[], double, None),
        ] {
            assert_eq!(arm(image).refuses(&arm(object)), refused, "{image:?} {object:?}");
        }
        let riscv = processor(&object(object::Architecture::Riscv32, 0, &[])).unwrap();
        let host = processor(&object(object::Architecture::X86_64, 0, &[])).unwrap();
        assert_eq!(host.to_string(), "X86_64");
        assert_eq!((riscv.refuses(&riscv), riscv.refuses(&arm(&[]))), (None, Some(other)));
        assert_eq!((arm(&[]).refuses(&riscv), arm(&[]).refuses(&host)), (Some(other), Some(other)));
    }

    #[test]
    fn bad_attributes_say_nothing() {
        assert_eq!(processor(b"no object"), None);
    }
}
