//! Functions that end resources of the component.

use dissolve_interface::Resource;
use dissolve_targets::CoreType;

use super::code::Code;
use super::codec::Codec;
use super::library::State;
use crate::Error;

/// Generates `..._drop` for each resource that the component defines: prototypes into `header`, bodies into `source`.
///
/// # Errors
///
/// If the manifest does not have the functions of the resource's handle table.
pub fn generate(codec: &mut Codec<'_, '_>, header: &mut Code, source: &mut Code) -> Result<(), Error> {
    for index in 0..codec.types.handles.len() {
        let handle = &codec.types.handles[index];
        let (stem, name) = (handle.stem.clone(), handle.name.clone());
        let is_it = |resource: &&Resource| resource.name == name && resource.drop.is_some();
        let resource = codec.types.interface.resources.iter().find(is_it).filter(|_| handle.is_exported);
        let Some((resource, drop)) = resource.and_then(|known| Some((known, known.drop.as_ref()?))) else { continue };
        let signature: (&[_], _) = (&[CoreType::I32], None);
        let drop = codec.library.raw(&mut codec.types.globals, (drop, State::Idle), &name, signature)?;
        let convert = codec.handle_function(&resource.new, State::Idle, &name)?;
        let failure = format!("{}_core_failure()", codec.types.prefix);
        let signature = format!("dissolve_status_t {stem}_drop({stem}_t resource)");
        header.comment(&format!("Destroys a resource {name} that you own."));
        header.line(format!("{signature};"));
        source.line("");
        source.line(signature);
        source.lines(["{", "uint32_t handle;"]);
        // The representation goes back into the component's table, whose handle is then dropped.
        source.line(format!("DISSOLVE_TRY({convert}(resource.handle, &handle));"));
        source.lines(drop.call(&["handle".to_owned()], &failure).0);
        source.lines(["return DISSOLVE_OK;", "}"]);
    }
    Ok(())
}
