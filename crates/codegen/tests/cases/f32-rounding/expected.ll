; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !7
  %3 = call float @llvm.ceil.f32(float %2), !dbg !8
  %4 = bitcast float %3 to i32, !dbg !8
  %5 = shl i32 %4, 1, !dbg !8
  %6 = icmp ugt i32 %5, -16777216, !dbg !8
  %7 = or i32 %4, 4194304, !dbg !8
  %8 = select i1 %6, i32 %7, i32 %4, !dbg !8
  %9 = bitcast i32 %8 to float, !dbg !8
  br label %return, !dbg !9

return:                                           ; preds = %start
  %10 = phi float [ %9, %start ]
  ret float %10, !dbg !9
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0) #0 section ".text.func[1]" !dbg !10 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !11
  %3 = call float @llvm.floor.f32(float %2), !dbg !12
  %4 = bitcast float %3 to i32, !dbg !12
  %5 = shl i32 %4, 1, !dbg !12
  %6 = icmp ugt i32 %5, -16777216, !dbg !12
  %7 = or i32 %4, 4194304, !dbg !12
  %8 = select i1 %6, i32 %7, i32 %4, !dbg !12
  %9 = bitcast i32 %8 to float, !dbg !12
  br label %return, !dbg !13

return:                                           ; preds = %start
  %10 = phi float [ %9, %start ]
  ret float %10, !dbg !13
}

; Function Attrs: nounwind optsize
define internal float @"func[2]"(float %0) #0 section ".text.func[2]" !dbg !14 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !15
  %3 = call float @llvm.trunc.f32(float %2), !dbg !16
  %4 = bitcast float %3 to i32, !dbg !16
  %5 = shl i32 %4, 1, !dbg !16
  %6 = icmp ugt i32 %5, -16777216, !dbg !16
  %7 = or i32 %4, 4194304, !dbg !16
  %8 = select i1 %6, i32 %7, i32 %4, !dbg !16
  %9 = bitcast i32 %8 to float, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %10 = phi float [ %9, %start ]
  ret float %10, !dbg !17
}

; Function Attrs: nounwind optsize
define internal float @"func[3]"(float %0) #0 section ".text.func[3]" !dbg !18 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !19
  %3 = call float @llvm.roundeven.f32(float %2), !dbg !20
  %4 = bitcast float %3 to i32, !dbg !20
  %5 = shl i32 %4, 1, !dbg !20
  %6 = icmp ugt i32 %5, -16777216, !dbg !20
  %7 = or i32 %4, 4194304, !dbg !20
  %8 = select i1 %6, i32 %7, i32 %4, !dbg !20
  %9 = bitcast i32 %8 to float, !dbg !20
  br label %return, !dbg !21

return:                                           ; preds = %start
  %10 = phi float [ %9, %start ]
  ret float %10, !dbg !21
}

; Function Attrs: nounwind optsize
define internal float @"func[4]"(float %0) #0 section ".text.func[4]" !dbg !22 {
entry:
  %1 = alloca float, align 4
  store float %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load float, ptr %1, align 4, !dbg !23
  %3 = call float @llvm.sqrt.f32(float %2), !dbg !24
  br label %return, !dbg !25

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !25
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.ceil.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.floor.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.trunc.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.roundeven.f32(float) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare float @llvm.sqrt.f32(float) #1

; Function Attrs: nounwind optsize
define float @m_f32_ceil(float %0) #0 section ".text.m_f32_ceil" !dbg !26 {
  %2 = call float @"func[0]"(float %0), !dbg !27
  ret float %2, !dbg !27
}

; Function Attrs: nounwind optsize
define float @m_f32_floor(float %0) #0 section ".text.m_f32_floor" !dbg !28 {
  %2 = call float @"func[1]"(float %0), !dbg !29
  ret float %2, !dbg !29
}

; Function Attrs: nounwind optsize
define float @m_f32_trunc(float %0) #0 section ".text.m_f32_trunc" !dbg !30 {
  %2 = call float @"func[2]"(float %0), !dbg !31
  ret float %2, !dbg !31
}

; Function Attrs: nounwind optsize
define float @m_f32_nearest(float %0) #0 section ".text.m_f32_nearest" !dbg !32 {
  %2 = call float @"func[3]"(float %0), !dbg !33
  ret float %2, !dbg !33
}

; Function Attrs: nounwind optsize
define float @m_f32_sqrt(float %0) #0 section ".text.m_f32_sqrt" !dbg !34 {
  %2 = call float @"func[4]"(float %0), !dbg !35
  ret float %2, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !36 {
  ret void, !dbg !37
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f32.ceil", linkageName: "f32.ceil", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 92, scope: !4)
!8 = !DILocation(line: 94, scope: !4)
!9 = !DILocation(line: 95, scope: !4)
!10 = distinct !DISubprogram(name: "f32.floor", linkageName: "f32.floor", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 98, scope: !10)
!12 = !DILocation(line: 100, scope: !10)
!13 = !DILocation(line: 101, scope: !10)
!14 = distinct !DISubprogram(name: "f32.trunc", linkageName: "f32.trunc", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 104, scope: !14)
!16 = !DILocation(line: 106, scope: !14)
!17 = !DILocation(line: 107, scope: !14)
!18 = distinct !DISubprogram(name: "f32.nearest", linkageName: "f32.nearest", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 110, scope: !18)
!20 = !DILocation(line: 112, scope: !18)
!21 = !DILocation(line: 113, scope: !18)
!22 = distinct !DISubprogram(name: "f32.sqrt", linkageName: "f32.sqrt", scope: null, file: !3, line: 115, type: !5, scopeLine: 115, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 116, scope: !22)
!24 = !DILocation(line: 118, scope: !22)
!25 = !DILocation(line: 119, scope: !22)
!26 = distinct !DISubprogram(name: "m_f32_ceil", linkageName: "m_f32_ceil", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 91, scope: !26)
!28 = distinct !DISubprogram(name: "m_f32_floor", linkageName: "m_f32_floor", scope: null, file: !3, line: 97, type: !5, scopeLine: 97, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 97, scope: !28)
!30 = distinct !DISubprogram(name: "m_f32_trunc", linkageName: "m_f32_trunc", scope: null, file: !3, line: 103, type: !5, scopeLine: 103, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 103, scope: !30)
!32 = distinct !DISubprogram(name: "m_f32_nearest", linkageName: "m_f32_nearest", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 109, scope: !32)
!34 = distinct !DISubprogram(name: "m_f32_sqrt", linkageName: "m_f32_sqrt", scope: null, file: !3, line: 115, type: !5, scopeLine: 115, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 115, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
