; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,48"
module asm "__dissolve_m_memory_0:"
module asm ".space 48"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@global.0 = internal global i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32)
@__dissolve_m_global_1 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48) to i32)
@__dissolve_m_global_2 = constant i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 40) to i32)
@data.0 = internal constant <{ [4 x i8], i32, [0 x i8] }> <{ [4 x i8] c"\01\00\00\00", i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), [0 x i8] zeroinitializer }>, align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = getelementptr i8, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 -65504), i32 %0, !dbg !7
  %3 = getelementptr i8, ptr %2, i32 65540, !dbg !7
  %4 = load i32, ptr %3, align 4, !dbg !7
  %5 = sub i32 %0, ptrtoint (ptr @__dissolve_m_memory_0 to i32), !dbg !8
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %5, !dbg !8
  %7 = getelementptr i8, ptr %6, i32 4, !dbg !8
  %8 = load i32, ptr %7, align 4, !dbg !8
  store i32 %8, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 sub (i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), i32 ptrtoint (ptr @__dissolve_m_memory_0 to i32))), align 4, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %9 = phi i32 [ %4, %start ]
  ret i32 %9, !dbg !10
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !11 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !12
  ret i32 %2, !dbg !12
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !13 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 48, i1 false), !dbg !14
  store i32 ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32) to i32), ptr @global.0, align 4, !dbg !14
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 32), ptr align 1 @data.0, i32 8, i1 false), !dbg !14
  ret void, !dbg !14
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 90, scope: !4)
!8 = !DILocation(line: 101, scope: !4)
!9 = !DILocation(line: 104, scope: !4)
!10 = !DILocation(line: 107, scope: !4)
!11 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 87, scope: !11)
!13 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!14 = !DILocation(line: 0, scope: !13)
