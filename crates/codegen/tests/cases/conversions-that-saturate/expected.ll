; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @llvm.fptosi.sat.i32.f32(float %0), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(float %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @llvm.fptoui.sat.i32.f32(float %0), !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !11
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fptosi.sat.i32.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.fptoui.sat.i32.f32(float) #1

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_sat_f32_s(float %0) #0 section ".text.m_i32_trunc_sat_f32_s" !dbg !12 {
  %2 = call i32 @"func[0]"(float %0), !dbg !13
  ret i32 %2, !dbg !13
}

; Function Attrs: nounwind optsize
define i32 @m_i32_trunc_sat_f32_u(float %0) #0 section ".text.m_i32_trunc_sat_f32_u" !dbg !14 {
  %2 = call i32 @"func[1]"(float %0), !dbg !15
  ret i32 %2, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  ret void, !dbg !17
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.trunc_sat_f32_s", linkageName: "i32.trunc_sat_f32_s", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 75, scope: !4)
!8 = !DILocation(line: 77, scope: !4)
!9 = distinct !DISubprogram(name: "i32.trunc_sat_f32_u", linkageName: "i32.trunc_sat_f32_u", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 82, scope: !9)
!11 = !DILocation(line: 84, scope: !9)
!12 = distinct !DISubprogram(name: "m_i32_trunc_sat_f32_s", linkageName: "m_i32_trunc_sat_f32_s", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 72, scope: !12)
!14 = distinct !DISubprogram(name: "m_i32_trunc_sat_f32_u", linkageName: "m_i32_trunc_sat_f32_u", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 79, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
