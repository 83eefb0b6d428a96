; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal double @"func[0]"(double %0, double %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca double, align 8
  %3 = alloca double, align 8
  store double %0, ptr %2, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = fadd double %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi double [ %4, %start ]
  ret double %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal double @"func[1]"(double %0, double %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca double, align 8
  %3 = alloca double, align 8
  store double %0, ptr %2, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = fmul double %0, %1, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi double [ %4, %start ]
  ret double %5, !dbg !11
}

; Function Attrs: nounwind optsize
define double @m_add(double %0, double %1) #0 section ".text.m_add" !dbg !12 {
  %3 = call double @"func[0]"(double %0, double %1), !dbg !13
  ret double %3, !dbg !13
}

; Function Attrs: nounwind optsize
define double @m_mul(double %0, double %1) #0 section ".text.m_mul" !dbg !14 {
  %3 = call double @"func[1]"(double %0, double %1), !dbg !15
  ret double %3, !dbg !15
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
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 46, scope: !4)
!8 = !DILocation(line: 47, scope: !4)
!9 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 54, scope: !9)
!11 = !DILocation(line: 55, scope: !9)
!12 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 41, type: !5, scopeLine: 41, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 41, scope: !12)
!14 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 49, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
