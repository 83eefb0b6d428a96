; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call float @llvm.fabs.f32(float %0), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = fneg float %0, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0, float %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call float @llvm.copysign.f32(float %0, float %1), !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !14
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.fabs.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.copysign.f32(float, float) #1

; Function Attrs: nounwind optsize
define float @m_f32_abs(float %0) #0 section ".text.m_f32_abs" !dbg !15 {
  %2 = call float @"func[0]"(float %0), !dbg !16
  ret float %2, !dbg !16
}

; Function Attrs: nounwind optsize
define float @m_f32_neg(float %0) #0 section ".text.m_f32_neg" !dbg !17 {
  %2 = call float @"func[1]"(float %0), !dbg !18
  ret float %2, !dbg !18
}

; Function Attrs: nounwind optsize
define float @m_copysign(float %0, float %1) #0 section ".text.m_copysign" !dbg !19 {
  %3 = call float @"func[2]"(float %0, float %1), !dbg !20
  ret float %3, !dbg !20
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !21 {
  ret void, !dbg !22
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f32.abs", linkageName: "f32.abs", scope: null, file: !3, line: 66, type: !5, scopeLine: 66, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 69, scope: !4)
!8 = !DILocation(line: 70, scope: !4)
!9 = distinct !DISubprogram(name: "f32.neg", linkageName: "f32.neg", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 75, scope: !9)
!11 = !DILocation(line: 76, scope: !9)
!12 = distinct !DISubprogram(name: "copysign", linkageName: "copysign", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 83, scope: !12)
!14 = !DILocation(line: 84, scope: !12)
!15 = distinct !DISubprogram(name: "m_f32_abs", linkageName: "m_f32_abs", scope: null, file: !3, line: 66, type: !5, scopeLine: 66, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 66, scope: !15)
!17 = distinct !DISubprogram(name: "m_f32_neg", linkageName: "m_f32_neg", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 72, scope: !17)
!19 = distinct !DISubprogram(name: "m_copysign", linkageName: "m_copysign", scope: null, file: !3, line: 78, type: !5, scopeLine: 78, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 78, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
