; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(float %0, float %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call float @f32.min(float %0, float %1), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(float %0, float %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca float, align 4
  %3 = alloca float, align 4
  store float %0, ptr %2, align 4
  store float %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = call float @f32.max(float %0, float %1), !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi float [ %4, %start ]
  ret float %5, !dbg !11
}

; Function Attrs: nounwind optsize
define internal float @f32.min(float %0, float %1) #0 section ".text.f32.min" {
  %3 = fcmp olt float %0, %1
  %4 = fcmp olt float %1, %0
  %5 = fcmp oeq float %0, %1
  %6 = bitcast float %0 to i32
  %7 = bitcast float %1 to i32
  %8 = or i32 %6, %7
  %9 = bitcast i32 %8 to float
  %10 = fadd float %0, %1
  %11 = select i1 %5, float %9, float %10
  %12 = select i1 %4, float %1, float %11
  %13 = select i1 %3, float %0, float %12
  ret float %13
}

; Function Attrs: nounwind optsize
define internal float @f32.max(float %0, float %1) #0 section ".text.f32.max" {
  %3 = fcmp ogt float %0, %1
  %4 = fcmp ogt float %1, %0
  %5 = fcmp oeq float %0, %1
  %6 = bitcast float %0 to i32
  %7 = bitcast float %1 to i32
  %8 = and i32 %6, %7
  %9 = bitcast i32 %8 to float
  %10 = fadd float %0, %1
  %11 = select i1 %5, float %9, float %10
  %12 = select i1 %4, float %1, float %11
  %13 = select i1 %3, float %0, float %12
  ret float %13
}

; Function Attrs: nounwind optsize
define float @m_min(float %0, float %1) #0 section ".text.m_min" !dbg !12 {
  %3 = call float @"func[0]"(float %0, float %1), !dbg !13
  ret float %3, !dbg !13
}

; Function Attrs: nounwind optsize
define float @m_max(float %0, float %1) #0 section ".text.m_max" !dbg !14 {
  %3 = call float @"func[1]"(float %0, float %1), !dbg !15
  ret float %3, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  ret void, !dbg !17
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "min", linkageName: "min", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 46, scope: !4)
!8 = !DILocation(line: 47, scope: !4)
!9 = distinct !DISubprogram(name: "max", linkageName: "max", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 54, scope: !9)
!11 = !DILocation(line: 55, scope: !9)
!12 = distinct !DISubprogram(name: "m_min", linkageName: "m_min", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 41, scope: !12)
!14 = distinct !DISubprogram(name: "m_max", linkageName: "m_max", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 49, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
